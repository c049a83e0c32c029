package dev.holdfast.examples.benchmarks.harness;

import java.sql.SQLException;

/** One way to do the contest's work. */
public interface Contestant extends AutoCloseable {
    /** How the result table names it. */
    String name();

    /** Opens what one thread works with. */
    Worker worker(int thread) throws Exception;

    /** How many operations took effect since the beginning, read back from where they should have. */
    long effects() throws Exception;

    /** Called after each of its turns, outside the time measured: to look at what it did, and to clear it away. */
    default void settle() throws Exception {}

    @Override
    default void close() throws SQLException {}

    /** One thread's part: an operation at a time. */
    interface Worker extends AutoCloseable {
        /** Does one operation. */
        void run() throws Exception;

        @Override
        default void close() throws SQLException {}
    }
}
