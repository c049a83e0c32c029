package dev.holdfast.core.tx;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.impl.DefaultConnectionProvider;

/** Owns one transaction a call on a connection of its own. */
final class DataSourceRunner implements TransactionRunner {
    private final DataSource dataSource;

    DataSourceRunner(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public void run(Consumer<DSLContext> work) {
        try (Connection connection = dataSource.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                work.accept(HostTransaction.contextOn(new DefaultConnectionProvider(connection)));
                connection.commit();
            } catch (Throwable failure) {
                rollBack(connection, failure);
                throw failure;
            } finally {
                restore(connection, autoCommit);
            }
        } catch (SQLException e) {
            throw DatabaseException.of("transaction failed", e);
        }
    }

    private static void rollBack(Connection connection, Throwable failure) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            failure.addSuppressed(DatabaseException.of("rollback failed", e));
        }
    }

    private static void restore(Connection connection, boolean autoCommit) throws SQLException {
        // A connection that broke in the work reports so there; touching it again would hide the first failure.
        if (!connection.isClosed()) {
            connection.setAutoCommit(autoCommit);
        }
    }
}
