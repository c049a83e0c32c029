package dev.holdfast.core.tx;

import java.sql.Connection;
import java.sql.SQLException;
import org.jooq.ConnectionProvider;
import org.jooq.DSLContext;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.SQLDialect;
import org.jooq.TransactionContext;
import org.jooq.TransactionProvider;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jooq.impl.DataSourceConnectionProvider;
import org.jooq.impl.DefaultConfiguration;

/**
 * How Holdfast's own statements join the host's transaction: on its connection, but with settings and listeners of
 * their own.
 *
 * <p>The host's jOOQ listeners see none of Holdfast's binds and translate none of its errors; execute logging is off;
 * an attempt to begin, commit or roll back through the derived context throws. Failures come out as
 * {@link DatabaseException}, which holds no bound values.
 *
 * <p>Thread-safe; a context it gives is as thread-safe as the host's connection.
 */
public final class HostTransaction {
    private HostTransaction() {}

    /**
     * The context on which a joining method runs its statements.
     *
     * @param tx the host's context, inside a transaction
     * @return a context on the same connection and transaction
     * @throws IllegalStateException when there is no transaction to join: the connection is in autocommit, or the
     *     context takes another one for each statement
     */
    public static DSLContext join(DSLContext tx) {
        ConnectionProvider provider = tx.configuration().connectionProvider();
        requireOpen(provider);
        DSLContext joined = contextOn(provider);
        ConflictNote.pass(tx.configuration(), joined.configuration());
        return joined;
    }

    /**
     * Runs plain JDBC on the host's connection and transaction, for hot paths.
     *
     * @param tx the host's context, inside a transaction
     * @param work gets the connection; must not close it, nor begin, commit or roll back
     * @param <T> the result's type
     * @return what the work returned
     * @throws IllegalStateException as {@link #join}
     * @throws DatabaseException when the work throws an {@link SQLException}
     */
    public static <T> T onConnection(DSLContext tx, JdbcWork<T> work) {
        ConnectionProvider provider = tx.configuration().connectionProvider();
        Connection connection = acquire(provider);
        try {
            requireOpen(provider, connection);
            return work.run(connection);
        } catch (SQLException e) {
            throw ConflictNote.noted(tx.configuration(), DatabaseException.of("statement failed", e));
        } finally {
            provider.release(connection);
        }
    }

    /**
     * Plain JDBC work on a joined connection.
     *
     * @param <T> the result's type
     */
    @FunctionalInterface
    public interface JdbcWork<T> {
        /**
         * Does the work.
         *
         * @param connection the host's connection, inside its transaction
         * @return the result
         * @throws SQLException when a statement fails
         */
        T run(Connection connection) throws SQLException;
    }

    static DSLContext contextOn(ConnectionProvider provider) {
        return DSL.using(new DefaultConfiguration()
                .set(provider)
                .set(SQLDialect.POSTGRES)
                .set(new Settings().withExecuteLogging(false).withRenderFormatted(false))
                .set(new JoinedOnly())
                .set(new Sanitizer()));
    }

    private static void requireOpen(ConnectionProvider provider) {
        Connection connection = acquire(provider);
        try {
            requireOpen(provider, connection);
        } catch (SQLException e) {
            throw DatabaseException.of("connection failed", e);
        } finally {
            provider.release(connection);
        }
    }

    private static void requireOpen(ConnectionProvider provider, Connection connection) throws SQLException {
        if (connection.getAutoCommit()) {
            throw new IllegalStateException("tx must be inside a transaction, but its connection is in autocommit:"
                    + " begin one first, or let a TransactionRunner do it");
        }
        // A data source bound to a framework's transaction hands out the same connection again; a plain pool another
        // one,
        // and rolls back when it gets each of them back. Asked only before the first statement: later the driver knows.
        if (provider instanceof DataSourceConnectionProvider && !OwnedConnection.isInTransaction(connection)) {
            requireBound(provider, connection);
        }
    }

    private static void requireBound(ConnectionProvider provider, Connection connection) throws SQLException {
        Connection second = acquire(provider);
        try {
            if (!OwnedConnection.isSame(connection, second)) {
                throw new IllegalStateException("tx must be bound to one transaction, but takes another connection for"
                        + " each statement: begin a transaction first, or let a TransactionRunner do it");
            }
        } finally {
            provider.release(second);
        }
    }

    private static Connection acquire(ConnectionProvider provider) {
        Connection connection = provider.acquire();
        if (connection == null) {
            throw new IllegalStateException("tx must have a connection, but its provider gave none");
        }
        return connection;
    }

    /** Refuses to begin: what joins never owns. */
    private static final class JoinedOnly implements TransactionProvider {
        private static IllegalStateException refusal() {
            return new IllegalStateException("a joining method never begins, commits or rolls back");
        }

        @Override
        public void begin(TransactionContext ctx) {
            throw refusal();
        }

        @Override
        public void commit(TransactionContext ctx) {
            throw refusal();
        }

        @Override
        public void rollback(TransactionContext ctx) {
            throw refusal();
        }
    }

    /** Replaces what jOOQ would throw, whose message can hold a row's values, by {@link DatabaseException}. */
    private static final class Sanitizer implements ExecuteListener {
        private static final long serialVersionUID = 1L;

        @Override
        public void exception(ExecuteContext ctx) {
            SQLException cause = ctx.sqlException();
            if (cause != null) {
                ctx.exception(ConflictNote.noted(ctx.configuration(), DatabaseException.of("statement failed", cause)));
            }
        }
    }
}
