package dev.holdfast.examples.benchmarks.recording;

import dev.holdfast.audit.record.CloseReport;
import dev.holdfast.audit.record.Overflow;
import dev.holdfast.audit.record.Recorder;
import dev.holdfast.audit.record.RecorderHost;
import dev.holdfast.audit.record.RecorderPolicy;
import dev.holdfast.audit.record.async.AsyncRecorder;
import dev.holdfast.audit.record.spool.SpoolPolicy;
import dev.holdfast.audit.record.spool.SpooledRecorder;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.examples.benchmarks.audit.Act;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.io.Closeable;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * A recorder on a kept connection of its own. It answers in the order in which it was handed events, so that the last
 * one's answer is everybody's; whether the answers were right, the table tells.
 *
 * @param recorder what is measured
 * @param waiting how many answered events are not in the table yet
 * @param closeWithin how long it may go on writing at the end
 * @param props what it stands on, closed after it
 */
record Recording(Recorder recorder, LongSupplier waiting, Duration closeWithin, List<Closeable> props) {
    private static final Duration LOOK = Duration.ofNanos(200_000);
    private static final Act MARKER = Act.of("marker");

    /** Nothing is turned away: a full recorder holds its caller up for as long as it takes. */
    static RecorderPolicy patient() {
        return RecorderPolicy.defaults().withOverflow(Overflow.block(Duration.ofMinutes(10)));
    }

    static Recording async(TestDatabase database, RecorderPolicy policy) {
        SingleConnectionDataSource kept = kept(database);
        return new Recording(
                AsyncRecorder.start(host(kept), policy), () -> 0, policy.closeWithin(), List.of(kept::destroy));
    }

    static Recording spooled(TestDatabase database, RecorderPolicy policy) throws IOException {
        SingleConnectionDataSource kept = kept(database);
        return spooled(kept, policy, kept::destroy);
    }

    static Recording spooled(DataSource source, RecorderPolicy policy, Closeable end) throws IOException {
        SpoolFolder folder = SpoolFolder.make();
        // The recorder makes the directory itself, closed to others.
        SpoolPolicy spool = SpoolPolicy.in(folder.path().resolve("spool"));
        SpooledRecorder recorder = SpooledRecorder.open(host(source), policy, spool);
        return new Recording(recorder, () -> recorder.status().waiting(), policy.closeWithin(), List.of(end, folder));
    }

    CompletionStage<UUID> record(SecurityEvent event) {
        return recorder.record(event);
    }

    /** Returns when everything handed in before has been answered. */
    void awaitAnswers() {
        UUID unused = record(MARKER.event()).toCompletableFuture().join();
    }

    /** Returns when everything answered is in the table; looking often costs less than what it waits for. */
    void awaitTable() {
        while (waiting.getAsLong() > 0) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    void close() throws SQLException {
        CloseReport unused = recorder.close(closeWithin);
        try {
            for (Closeable prop : props) {
                prop.close();
            }
        } catch (IOException e) {
            throw new SQLException("what the recorder stood on must close", e);
        }
    }

    private static RecorderHost host(DataSource source) {
        return RecorderHost.of(TransactionRunner.over(source), Clock.systemUTC());
    }

    /** The pool of one that is enough for one writing thread. */
    private static SingleConnectionDataSource kept(TestDatabase database) {
        return new SingleConnectionDataSource(database.jdbcUrl(), database.user(), database.password(), true);
    }
}
