package dev.holdfast.auth.admin.trigger;

import dev.holdfast.auth.admin.AdminHost;
import dev.holdfast.core.SchemaScript;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A host with the generated triggers on its user table. */
final class TriggerHost {
    private TriggerHost() {}

    static SchemaScript script(AdminHost host) {
        return AdminTriggers.of(host.table()).script("2");
    }

    static void install(AdminHost host) throws SQLException {
        host.database().execute(script(host).up());
    }

    /** The SQLSTATE of running statements in one transaction on a connection of their own; "ok" when they commit. */
    static String sqlState(AdminHost host, String... statements) throws SQLException {
        try (Connection connection = host.database().connect()) {
            return sqlState(connection, statements);
        }
    }

    static String sqlState(Connection connection, String... statements) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
            connection.commit();
            return "ok";
        } catch (SQLException refused) {
            connection.rollback();
            return refused.getSQLState();
        }
    }
}
