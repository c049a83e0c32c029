package dev.holdfast.migration.rehearse.live;

import dev.holdfast.migration.proof.DeferredConstraints;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A transaction that cannot commit: it holds a row that breaks a deferred constraint, so that any COMMIT, by whomever and
 * however hidden, ends in a rollback.
 *
 * <p>The rows are in a temporary table of the transaction's own. Sources: PostgreSQL manual, CREATE TABLE, DEFERRABLE; SET
 * CONSTRAINTS.
 *
 * <p><em>Transaction.</em> Owns the one it begins; {@link #close} rolls it back. Not thread-safe.
 */
final class GuardedTransaction implements AutoCloseable {
    private static final String GUARD = """
            CREATE TEMPORARY TABLE %1$s (once int UNIQUE DEFERRABLE INITIALLY DEFERRED);
            INSERT INTO pg_temp.%1$s VALUES (1), (1)
            """.formatted(DeferredConstraints.GUARD);

    private final Connection connection;
    private final boolean autoCommit;
    private final String id;

    private GuardedTransaction(Connection connection, boolean autoCommit, String id) {
        this.connection = connection;
        this.autoCommit = autoCommit;
        this.id = id;
    }

    static GuardedTransaction begin(Connection connection, LiveAllowance allowance) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "SET LOCAL lock_timeout = " + allowance.lockTimeout().toMillis()
                            + "; SET LOCAL statement_timeout = "
                            + allowance.statementTimeout().toMillis());
            statement.execute(GUARD);
        } catch (SQLException e) {
            connection.rollback();
            connection.setAutoCommit(autoCommit);
            throw e;
        }
        return new GuardedTransaction(connection, autoCommit, id(connection));
    }

    /** The transaction's id, by which any other connection can ask what became of it. */
    String id() {
        return id;
    }

    /** Whether this still is the transaction that was begun. */
    boolean isOpen() throws SQLException {
        return id(connection).equals(id);
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
        try (Statement statement = connection.createStatement()) {
            // A script may have taken locks that belong to the session.
            statement.execute("SELECT pg_advisory_unlock_all()");
        }
        connection.rollback();
        connection.setAutoCommit(autoCommit);
    }

    private static String id(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT coalesce(pg_current_xact_id_if_assigned()::text, '')")) {
            row.next();
            return row.getString(1);
        }
    }
}
