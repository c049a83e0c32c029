package dev.holdfast.examples.benchmarks.recording;

import dev.holdfast.examples.benchmarks.audit.AuditAppends;
import dev.holdfast.examples.benchmarks.harness.Contestant;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;

/**
 * A contestant whose operation is a batch of events. After each turn its rows are counted and the table is emptied, so
 * that nobody pays for what others wrote.
 */
final class Bulk implements Contestant {
    private final String name;
    private final String user;
    private final int batch;
    private final TestDatabase database;
    private final Writer writer;
    private boolean isKept;
    private long cleared;

    private Bulk(String name, String user, int batch, TestDatabase database, Writer writer) {
        this.name = name;
        this.user = user;
        this.batch = batch;
        this.database = database;
        this.writer = writer;
    }

    /** Writes events. */
    interface Writer {
        /** Returns when so many are as durable as it promises. */
        void write(int events) throws Exception;

        /** Returns when all are in the table. */
        default void settle() throws Exception {}

        void close() throws SQLException;
    }

    /** Makes what writes a user's events. */
    @FunctionalInterface
    interface Opening {
        Writer open(TestDatabase database, String user) throws Exception;
    }

    static Bulk of(String name, TestDatabase database, int batch, Opening opening) throws Exception {
        String user = name.replaceAll("[^A-Za-z]+", "-");
        return new Bulk(name, user, batch, database, opening.open(database, user));
    }

    /** The same, but its rows stay where they are. */
    Bulk keepingRows() {
        isKept = true;
        return this;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Worker worker(int thread) {
        return () -> writer.write(batch);
    }

    @Override
    public void settle() throws Exception {
        writer.settle();
        if (!isKept) {
            cleared += rows();
            database.execute("TRUNCATE holdfast.audit_event");
        }
    }

    /** In batches; what is left of one makes the number wrong. */
    @Override
    public long effects() throws SQLException {
        long all = cleared + rows();
        return all % batch == 0 ? all / batch : -1;
    }

    private long rows() throws SQLException {
        return database.queryLong(AuditAppends.effects(user));
    }

    @Override
    public void close() throws SQLException {
        writer.close();
    }
}
