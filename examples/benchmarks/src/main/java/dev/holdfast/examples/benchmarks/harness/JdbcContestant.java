package dev.holdfast.examples.benchmarks.harness;

import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A contestant whose every operation is a transaction on the thread's own connection: begun by the first statement,
 * committed by the harness.
 *
 * @param name how the result table names it
 * @param database where it works
 * @param opening makes the work of one thread
 * @param effectCount counts what took effect
 */
public record JdbcContestant(String name, TestDatabase database, Opening opening, Count effectCount)
        implements Contestant {
    /** Makes the work of one thread. */
    @FunctionalInterface
    public interface Opening {
        /**
         * Called once a thread.
         *
         * @param connection the thread's own, not in autocommit
         * @param thread its number, from 0
         * @return the work of one transaction
         */
        Work open(Connection connection, int thread) throws Exception;
    }

    /** The work of one transaction. */
    @FunctionalInterface
    public interface Work {
        /** Does it; the caller commits. */
        void run() throws Exception;
    }

    /** Counts what took effect. */
    @FunctionalInterface
    public interface Count {
        /** Reads the number back. */
        long read() throws Exception;
    }

    /** A contestant whose effects are what a query counts. */
    public static JdbcContestant of(String name, TestDatabase database, Opening opening, String effects) {
        return new JdbcContestant(name, database, opening, () -> database.queryLong(effects));
    }

    @Override
    public Worker worker(int thread) throws Exception {
        Connection connection = connect(database);
        Work work = opening.open(connection, thread);
        return new Worker() {
            @Override
            public void run() throws Exception {
                work.run();
                connection.commit();
            }

            @Override
            public void close() throws SQLException {
                connection.close();
            }
        };
    }

    @Override
    public long effects() throws Exception {
        return effectCount.read();
    }

    /** A connection that is not in autocommit. */
    public static Connection connect(TestDatabase database) throws SQLException {
        Connection connection = database.connect();
        connection.setAutoCommit(false);
        return connection;
    }

    /** Refuses a result that has no row. */
    public static void requireRow(ResultSet rows) throws SQLException {
        if (!rows.next()) {
            throw new IllegalStateException("the statement must give a row");
        }
    }

    /** Refuses an update that changed something else than one row. */
    public static void requireOne(int rows) {
        if (rows != 1) {
            throw new IllegalStateException("the statement must change one row, changed " + rows);
        }
    }
}
