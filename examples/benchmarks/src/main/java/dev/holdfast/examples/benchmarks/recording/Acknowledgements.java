package dev.holdfast.examples.benchmarks.recording;

import static dev.holdfast.examples.benchmarks.recording.RecorderContestant.acknowledged;
import static dev.holdfast.examples.benchmarks.recording.RecorderContestant.handingIn;

import dev.holdfast.audit.record.RecorderPolicy;
import dev.holdfast.examples.benchmarks.audit.AuditAppends;
import dev.holdfast.examples.benchmarks.audit.AuditTables;
import dev.holdfast.examples.benchmarks.harness.Contest;
import dev.holdfast.examples.benchmarks.harness.Goal;
import dev.holdfast.examples.benchmarks.harness.Scale;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** One event a call, each made durable before the call returns, or handed in; each call is timed. */
public final class Acknowledgements {
    private static final int OPERATIONS = 12_800;
    /** Small beside a turn, so that the queue is full for most of it. */
    private static final int CAPACITY = 256;

    private Acknowledgements() {}

    /** Callers that share commits, beside a connection each. */
    public static Contest shared(TestDatabase database, Scale scale, int threads) throws SQLException, IOException {
        AuditTables.create(database);
        RecorderPolicy policy = Recording.patient();
        return new Contest(
                        "acknowledged event",
                        Goal.ratio(2.0),
                        threads,
                        scale.perThread(OPERATIONS, threads),
                        List.of(
                                AuditAppends.bare(database),
                                acknowledged("Holdfast AsyncRecorder", database, Recording.async(database, policy)),
                                acknowledged(
                                        "Holdfast SpooledRecorder", database, Recording.spooled(database, policy))))
                .timed();
    }

    /** What each way of recording makes its caller wait while more comes than can be written. */
    public static Contest saturated(TestDatabase database, Scale scale, int threads) throws SQLException, IOException {
        AuditTables.create(database);
        RecorderPolicy policy = Recording.patient().withCapacity(CAPACITY);
        return new Contest(
                        "caller's wait when saturated",
                        Goal.none(),
                        threads,
                        scale.perThread(OPERATIONS, threads),
                        List.of(
                                AuditAppends.bare(database),
                                AuditAppends.holdfast("Holdfast AuditLog", database),
                                handingIn(
                                        "Holdfast AsyncRecorder, handed in",
                                        database,
                                        Recording.async(database, policy)),
                                acknowledged(
                                        "Holdfast AsyncRecorder, acknowledged",
                                        database,
                                        Recording.async(database, policy)),
                                handingIn(
                                        "Holdfast SpooledRecorder, handed in",
                                        database,
                                        Recording.spooled(database, policy)),
                                acknowledged(
                                        "Holdfast SpooledRecorder, acknowledged",
                                        database,
                                        Recording.spooled(database, policy))))
                .timed();
    }
}
