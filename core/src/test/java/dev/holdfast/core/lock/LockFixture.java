package dev.holdfast.core.lock;

import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** Host tables of every kind of key, and transactions on them. */
final class LockFixture {
    static final VersionedTable LENDING =
            VersionedTable.of("token_lending", "id").withNoun("lending");
    static final VersionedTable USER =
            VersionedTable.of("user", "id").inSchema("public").withVersionColumn("Row Version");
    static final VersionedTable COUNTRY = VersionedTable.of("country", "code");
    static final VersionedTable SEAT = VersionedTable.of("seat", "hall", "number");
    static final UUID ADA = UUID.fromString("6b8f7a86-6f0d-4d5e-9f60-0d7a7b1f2c3d");

    private static final String TABLES = """
            CREATE TYPE mood AS ENUM ('calm', 'stormy');
            CREATE TABLE token_lending (
              id bigint PRIMARY KEY, token_count integer NOT NULL, note text, version integer NOT NULL DEFAULT 1);
            CREATE TABLE "user" (id uuid PRIMARY KEY, "Display ""Name\""" text, "Row Version" bigint NOT NULL DEFAULT 1);
            CREATE TABLE country (code text PRIMARY KEY, population bigint, version smallint NOT NULL DEFAULT 1);
            CREATE TABLE seat (hall integer, number text, taken_by text, version integer NOT NULL DEFAULT 1,
              PRIMARY KEY (hall, number));
            CREATE TABLE purchase (id bigint PRIMARY KEY, version integer NOT NULL DEFAULT 1);
            CREATE TABLE line (
              id bigint PRIMARY KEY, purchase_id bigint REFERENCES purchase, quantity integer,
              version integer NOT NULL DEFAULT 1);
            """;

    private LockFixture() {}

    static TestDatabase database() {
        return EmbeddedPostgres.shared().createDatabase("core-lock", connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute(TABLES);
            }
        });
    }

    static DSLContext on(Connection connection) {
        return DSL.using(connection, SQLDialect.POSTGRES);
    }

    static <T> T committed(TestDatabase database, Function<DSLContext, T> work) throws SQLException {
        return ended(database, work, true);
    }

    static <T> T rolledBack(TestDatabase database, Function<DSLContext, T> work) throws SQLException {
        return ended(database, work, false);
    }

    private static <T> T ended(TestDatabase database, Function<DSLContext, T> work, boolean commit)
            throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            T result = work.apply(on(connection));
            if (commit) {
                connection.commit();
            } else {
                connection.rollback();
            }
            return result;
        }
    }
}
