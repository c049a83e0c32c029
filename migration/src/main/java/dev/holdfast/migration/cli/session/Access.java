package dev.holdfast.migration.cli.session;

import dev.holdfast.core.secret.Secret;
import dev.holdfast.migration.rehearse.scratch.DumpSource.Login;
import javax.sql.DataSource;

/**
 * How to get into a server's databases. Its text shows no secret.
 *
 * @param url the database
 * @param credentials the role and its password
 * @param application what the server shows beside the sessions
 */
record Access(JdbcUrl url, Credentials credentials, String application) {
    DirectDataSource dataSource() {
        return new DirectDataSource(url, credentials, application);
    }

    DataSource toDatabase(String database) {
        return new DirectDataSource(url.toDatabase(database), credentials, application);
    }

    /** The database's name; that of the role when the address has none. */
    String database() {
        return url.database().isEmpty() ? credentials.role() : url.database();
    }

    /** For programs such as pg_dump. */
    Login login() {
        String host = url.host().replaceAll("^\\[|]$", "");
        Secret password = Secret.ofText(credentials.password().orElse(""));
        return new Login(host, url.port(), database(), credentials.role(), password);
    }
}
