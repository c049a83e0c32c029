package dev.holdfast.examples.benchmarks.recording;

import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.examples.benchmarks.audit.Act;
import dev.holdfast.examples.benchmarks.audit.AuditTables;
import dev.holdfast.examples.benchmarks.harness.Contest;
import dev.holdfast.examples.benchmarks.harness.Contestant;
import dev.holdfast.examples.benchmarks.harness.Goal;
import dev.holdfast.examples.benchmarks.harness.Scale;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Batches of 5,000 events from one caller until they are durable; the figures are an event's, its making included. */
public final class BulkRecords {
    private static final int BATCH = 5_000;
    /** Four batches at full scale. */
    private static final int BATCHES = 8;

    private BulkRecords() {}

    /** Sets the contest up; see {@link dev.holdfast.examples.benchmarks.harness.Bout.Setup}. */
    public static Contest contest(TestDatabase database, Scale scale, int threads) throws Exception {
        AuditTables.create(database);
        int batch = scale.size(BATCH);
        return new Contest(
                        "record in bulk, until durable",
                        Goal.ratio(0.90),
                        threads,
                        scale.perThread(BATCHES, threads),
                        List.of(
                                Bulk.of("COPY binary by hand", database, batch, HandCopy::on),
                                Bulk.of("Holdfast AsyncRecorder", database, batch, BulkRecords::async),
                                Bulk.of("Holdfast SpooledRecorder, on disk", database, batch, BulkRecords::onDisk),
                                Bulk.of(
                                        "Holdfast SpooledRecorder, in the table",
                                        database,
                                        batch,
                                        BulkRecords::inTable)))
                .ofUnits(batch);
    }

    /** The asynchronous recorder on a log that holds more already, and keeps what is recorded. */
    public static Contestant recorder(String name, TestDatabase database, int batch) throws Exception {
        return Bulk.of(name, database, batch, BulkRecords::async).keepingRows();
    }

    private static Bulk.Writer async(TestDatabase database, String user) {
        return new Recorded(Recording.async(database, Recording.patient()), Act.of(user), false);
    }

    private static Bulk.Writer onDisk(TestDatabase database, String user) throws Exception {
        return new Recorded(Recording.spooled(database, Recording.patient()), Act.of(user), false);
    }

    private static Bulk.Writer inTable(TestDatabase database, String user) throws Exception {
        return new Recorded(Recording.spooled(database, Recording.patient()), Act.of(user), true);
    }

    private record Recorded(Recording recording, Act act, boolean isUntilTable) implements Bulk.Writer {
        @Override
        public void write(int events) {
            CompletionStage<UUID> last = CompletableFuture.completedStage(new UUID(0, 0));
            for (int i = 0; i < events; i++) {
                SecurityEvent event = act.event();
                last = recording.record(event);
            }
            UUID unused = last.toCompletableFuture().join();
            if (isUntilTable) {
                recording.awaitTable();
            }
        }

        @Override
        public void settle() {
            recording.awaitTable();
        }

        @Override
        public void close() throws SQLException {
            recording.close();
        }
    }
}
