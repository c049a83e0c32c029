package dev.holdfast.migration.sql;

import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.core.tx.HostTransaction.JdbcWork;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Turns row-level security from a filter into an error.
 *
 * <p>A role that is subject to a policy sees a part of a table and no sign of it: a copy would be partial, a check would
 * pass on what it cannot see, and a child would look like an orphan whose parent is hidden. With {@code row_security = off}
 * PostgreSQL raises 42501 for such a query instead, and changes nothing for a role that sees everything.
 */
public final class RowSecurity {
    private RowSecurity() {}

    /**
     * Refuses filtered queries until the end of the transaction. Takes no snapshot.
     *
     * <p><em>Transaction.</em> For one that the caller owns.
     *
     * @param connection inside a transaction
     * @throws SQLException when the statement fails
     */
    public static void refuse(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL row_security = off");
        }
    }

    /**
     * Does the work with filtered queries refused, then restores the setting.
     *
     * <p><em>Transaction.</em> Joins. When a statement fails, the rollback that has to follow restores the setting.
     *
     * @param connection inside a transaction
     * @param work does not change the setting
     * @param <T> the result's type
     * @return what the work returned
     * @throws SQLException when a statement fails; with SQLSTATE 42501 when a policy would filter its rows
     */
    public static <T> T refusing(Connection connection, JdbcWork<T> work) throws SQLException {
        String before = setting(connection);
        set(connection, "off");
        T result;
        try {
            result = work.run(connection);
        } catch (DatabaseException e) {
            // The transaction is dead: nothing more may run on it.
            throw e;
        } catch (RuntimeException e) {
            set(connection, before);
            throw e;
        }
        set(connection, before);
        return result;
    }

    private static String setting(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT current_setting('row_security')")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void set(Connection connection, String value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT set_config('row_security', ?, true)")) {
            statement.setString(1, value);
            statement.execute();
        }
    }
}
