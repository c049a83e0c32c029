package dev.holdfast.core.tx;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.impl.DefaultConnectionProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Owns one transaction a call on a connection of its own. */
final class DataSourceRunner implements TransactionRunner {
    private static final Logger LOG = LoggerFactory.getLogger(DataSourceRunner.class);

    private final DataSource dataSource;

    DataSourceRunner(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public void run(Consumer<DSLContext> work) {
        Connection connection = connect();
        boolean autoCommit = begin(connection);
        try {
            DSLContext tx = HostTransaction.contextOn(new DefaultConnectionProvider(connection));
            ConflictNote note = ConflictNote.on(tx.configuration());
            work.accept(tx);
            OwnedConnection.requireUnbroken(connection, note);
            connection.commit();
        } catch (SQLException e) {
            DatabaseException failure = DatabaseException.of("commit failed", e);
            undo(connection, autoCommit, failure);
            throw failure;
        } catch (Throwable failure) {
            undo(connection, autoCommit, failure);
            throw failure;
        }
        giveBack(connection, autoCommit);
    }

    private Connection connect() {
        try {
            return dataSource.getConnection();
        } catch (SQLException e) {
            throw DatabaseException.of("no connection for a transaction", e);
        }
    }

    /** Begins, and gives what autocommit was before. */
    private static boolean begin(Connection connection) {
        try {
            OwnedConnection.requireFresh(connection);
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            return autoCommit;
        } catch (SQLException e) {
            DatabaseException failure = DatabaseException.of("transaction could not begin", e);
            close(connection, failure);
            throw failure;
        } catch (Throwable failure) {
            close(connection, failure);
            throw failure;
        }
    }

    /** Rolls back; what goes wrong meanwhile is added to the failure. */
    private static void undo(Connection connection, boolean autoCommit, Throwable failure) {
        try {
            connection.rollback();
            // Only after a rollback that worked: setting autocommit on an open transaction would commit it.
            connection.setAutoCommit(autoCommit);
        } catch (SQLException e) {
            failure.addSuppressed(DatabaseException.of("rollback failed", e));
        }
        close(connection, failure);
    }

    private static void close(Connection connection, Throwable failure) {
        try {
            connection.close();
        } catch (SQLException e) {
            failure.addSuppressed(DatabaseException.of("connection could not be closed", e));
        }
    }

    /** The work is committed by now: a connection that breaks here must not make it look undone. */
    private static void giveBack(Connection connection, boolean autoCommit) {
        try (connection) {
            connection.setAutoCommit(autoCommit);
        } catch (SQLException e) {
            LOG.warn("connection broke after a commit [SQLSTATE {}]; the commit stands", e.getSQLState());
        }
    }
}
