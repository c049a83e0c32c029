package dev.holdfast.examples.markenmate.outside;

import dev.holdfast.audit.anchor.database.DatabaseAnchor;
import dev.holdfast.audit.seal.note.NoteKey;
import dev.holdfast.core.Namespace;
import dev.holdfast.examples.markenmate.app.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database that other people administer: in this program one more on the same server, which goes when it is closed. The
 * login that publishes can read there and add, nothing else.
 */
public final class SecondDatabase implements AutoCloseable {
    private final Database beside;
    private final String name;
    private final String publisher;

    private SecondDatabase(Database beside, String name) {
        this.beside = beside;
        this.name = name;
        this.publisher = name + "_publisher";
    }

    /** What its administrators do once: the table, and the login that publishes. */
    public static SecondDatabase create(Database beside, String name) {
        SecondDatabase second = new SecondDatabase(beside, name);
        execute(beside.direct(), "CREATE DATABASE \"" + name + "\" TEMPLATE template0");
        execute(
                second.to(),
                DatabaseAnchor.ddl(Namespace.defaults()),
                "CREATE ROLE \"" + second.publisher + "\"",
                "GRANT USAGE ON SCHEMA holdfast TO \"" + second.publisher + "\"",
                "GRANT SELECT, INSERT ON holdfast.audit_anchored TO \"" + second.publisher + "\"");
        return second;
    }

    /** The anchor as Markenmate's jobs have it. */
    public DatabaseAnchor anchor(NoteKey log) {
        return DatabaseAnchor.of("second database", publishing(), Namespace.defaults(), log);
    }

    /** Connects as the login that publishes. */
    public DataSource publishing() {
        PGSimpleDataSource dataSource = to();
        dataSource.setOptions("-c role=" + publisher);
        return dataSource;
    }

    private PGSimpleDataSource to() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(beside.jdbcUrl());
        dataSource.setUser(beside.user());
        dataSource.setPassword(beside.password());
        dataSource.setDatabaseName(name);
        return dataSource;
    }

    private static void execute(DataSource dataSource, String... statements) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : List.of(statements)) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the second database could not be set up: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        execute(
                beside.direct(),
                "DROP DATABASE IF EXISTS \"" + name + "\" WITH (FORCE)",
                "DROP ROLE IF EXISTS \"" + publisher + "\"");
    }
}
