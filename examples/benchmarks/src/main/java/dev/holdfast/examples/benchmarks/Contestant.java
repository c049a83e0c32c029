package dev.holdfast.examples.benchmarks;

/** One way to do the contest's work. */
interface Contestant {
    /** How the result table names it. */
    String name();

    /** Opens what one thread works with. */
    Worker worker(int thread) throws Exception;

    /** How many operations took effect since the beginning, read back from where they should have. */
    long effects() throws Exception;

    /** One thread's part: an operation at a time. */
    interface Worker extends AutoCloseable {
        /** Does one operation. */
        void run() throws Exception;

        @Override
        default void close() throws Exception {}
    }
}
