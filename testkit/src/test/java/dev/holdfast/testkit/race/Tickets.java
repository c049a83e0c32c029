package dev.holdfast.testkit.race;

import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Tickets that may be redeemed once: a database of them, and the statements that races on them are made of. */
final class Tickets implements AutoCloseable {

    private final TestDatabase database = EmbeddedPostgres.shared().createDatabase();

    Tickets() throws SQLException {
        database.execute("create table ticket (id int primary key, used boolean not null default false);"
                + " create table redemption (ticket int not null, contender int not null)");
    }

    TestDatabase database() {
        return database;
    }

    @Override
    public void close() {
        database.close();
    }

    Race<Integer> race(Isolation isolation) {
        return Race.on(database)
                .rounds(Rounds.of(100))
                .isolation(isolation)
                .prepare((connection, round) -> insertTicket(connection));
    }

    private static int insertTicket(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "insert into ticket select coalesce(max(id), 0) + 1 from ticket returning id")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    static boolean isUsed(Contender<Integer> contender) throws SQLException {
        return count(contender, "select used::int from ticket where id = ?") == 1;
    }

    static int update(Contender<Integer> contender, String sql) throws SQLException {
        try (PreparedStatement statement = contender.connection().prepareStatement(sql)) {
            statement.setInt(1, contender.state());
            return statement.executeUpdate();
        }
    }

    static int count(Contender<Integer> contender, String sql) throws SQLException {
        try (PreparedStatement statement = contender.connection().prepareStatement(sql)) {
            statement.setInt(1, contender.state());
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }
}
