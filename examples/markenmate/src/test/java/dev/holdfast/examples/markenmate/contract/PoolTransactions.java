package dev.holdfast.examples.markenmate.contract;

import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.core.tx.TransactionRunner;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * Transactions as a host without a framework writes them: one connection of the pool each. Thread-safe.
 *
 * @param pool begins a transaction with each connection it hands out: autocommit is off
 */
record PoolTransactions(DataSource pool) implements TransactionRunner {
    @Override
    public void run(Consumer<DSLContext> work) {
        try (Connection connection = pool.getConnection()) {
            attempt(connection, work);
        } catch (SQLException e) {
            throw DatabaseException.of("transaction failed", e);
        }
    }

    private static void attempt(Connection connection, Consumer<DSLContext> work) throws SQLException {
        try {
            work.accept(DSL.using(connection, SQLDialect.POSTGRES));
            connection.commit();
        } catch (Throwable failure) {
            rollback(connection, failure);
            throw failure;
        }
    }

    private static void rollback(Connection connection, Throwable failure) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }
}
