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

    /** How many of the contest's units one operation holds more than once over, where contestants differ in size. */
    default int size() {
        return 1;
    }

    /** What else it found, to stand behind its name; asked for at the end. */
    default String remark() {
        return "";
    }

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
