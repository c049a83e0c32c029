package dev.holdfast.migration.rehearse.scratch;

import dev.holdfast.testkit.postgres.TestDatabase;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Reaches every database of the tests' server. */
public final class Servers {
    private Servers() {}

    public static ServerAccess access(TestDatabase any) {
        return access(any.server().port(), any.user(), any.password());
    }

    public static ServerAccess access(int port, String user, String password) {
        return database -> dataSource(port, database, user, password);
    }

    private static DataSource dataSource(int port, String database, String user, String password) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"127.0.0.1"});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(database);
        source.setUser(user);
        source.setPassword(password);
        return source;
    }
}
