package dev.holdfast.audit.record.spool;

import dev.holdfast.audit.record.CloseReport;
import dev.holdfast.audit.record.Recorder;
import dev.holdfast.audit.record.RecorderHost;
import dev.holdfast.audit.record.RecorderPolicy;
import dev.holdfast.audit.record.internal.disk.DiskFiles;
import dev.holdfast.audit.record.internal.disk.SpoolFiles;
import dev.holdfast.audit.record.internal.intake.DropLedger;
import dev.holdfast.audit.record.internal.intake.Intake;
import dev.holdfast.audit.record.internal.intake.Retries;
import dev.holdfast.audit.record.internal.intake.WriterThread;
import dev.holdfast.audit.record.internal.write.BatchWriter;
import dev.holdfast.core.event.SecurityEvent;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records through a local journal: an event is acknowledged once it is forced to disk together with whatever else waits,
 * and brought into the log in the background; where events come one by one, those of up to a tenth of a second share a
 * commit. Owns two daemon threads, a third while it makes a file ahead, and a directory; close it after everything that
 * records.
 *
 * <p><em>Guarantee.</em> An acknowledged event survives the host's process and machine, and the absence of the database: it
 * is in the log, once, with the origin SPOOL, as soon as a recorder runs on the directory and the database takes it. An
 * acknowledged event that the log refuses is kept in the directory in a file {@code *.refused}, logged at ERROR, and tried
 * again at each start. The disk itself is trusted: what it loses after a force is lost.
 *
 * <p><em>Security note.</em> The journal holds events as the log does, redacted and encrypted by the host's door, in files of mode 600 in a directory of mode 700. What
 * lies in it longer than a day is in the log under the time of its id, not of its arrival; {@code recorded_at} tells both.
 *
 * <p>Thread-safe.
 */
public final class SpooledRecorder implements Recorder {
    /** The timer of one write and force of the journal. */
    public static final String SYNC_TIMER = "holdfast.audit.spool.sync";

    private static final Logger LOG = LoggerFactory.getLogger(SpooledRecorder.class);
    private static final Duration FOR_EVER = Duration.ofDays(36_500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final RecorderHost host;
    private final RecorderPolicy policy;
    private final SpoolLock lock;
    private final Journal journal;
    private final RefusedEvents refused;
    private final Intake intake;
    private final WriterThread writer;
    private final Drain drain;

    private SpooledRecorder(Opening opening, SpoolLock lock, List<Segment> leftRefused) {
        this.host = opening.host;
        this.policy = opening.policy;
        this.lock = lock;
        this.journal = opening.journal;
        this.refused = opening.refused;
        DropLedger drops = new DropLedger(host.clock(), host.door());
        SpoolTarget target = new SpoolTarget(journal, drops, host.metrics(), host.ticker());
        BatchWriter log = new BatchWriter(host.runner(), host.namespace(), host.metrics(), host.ticker());
        this.intake = new Intake(policy, drops, host, target);
        this.writer = new WriterThread(intake, target, new Retries(Duration.ZERO, Duration.ZERO), drops);
        Retries retries = new Retries(FOR_EVER, LONGEST_PAUSE);
        this.drain = Drain.start(
                new Drain.Parts(journal.backlog(), refused, log, retries), policy.batchEvents(), leftRefused);
    }

    /**
     * What lies in a spool.
     *
     * @param waiting how many acknowledged events are not in the log yet
     * @param bytes how much the journal takes on the disk, a file made ahead included
     * @param refused how many acknowledged events the log has refused since this start, kept apart in the directory
     */
    public record Status(long waiting, long bytes, long refused) {}

    /** What is made before the directory is read. */
    private record Opening(RecorderHost host, RecorderPolicy policy, Journal journal, RefusedEvents refused) {}

    /**
     * Takes a directory and starts a recorder on it, which begins with what an earlier one left there.
     *
     * @param host what it works with
     * @param policy how it queues, batches and closes; its {@code retryFor} is not used
     * @param spool where the journal lies
     * @return the recorder, to be closed
     * @throws SpoolException when the directory is in use, cannot be written to, is open to others, or holds a damaged
     *     journal
     */
    public static SpooledRecorder open(RecorderHost host, RecorderPolicy policy, SpoolPolicy spool) {
        return open(host, policy, spool, new DiskFiles());
    }

    static SpooledRecorder open(RecorderHost host, RecorderPolicy policy, SpoolPolicy spool, SpoolFiles files) {
        SpoolLock lock = SpoolLock.take(spool.directory());
        try {
            Recovery recovery = new Recovery(files);
            List<Segment> leftRefused = recovery.segments(spool.directory(), FileKind.REFUSED);
            Journal journal = new Journal(files, spool, host.clock());
            List<Segment> segments = recovery.segments(spool.directory(), FileKind.SEGMENT);
            journal.adopt(segments, leftRefused, recovery.events());
            RefusedEvents refused = new RefusedEvents(files, spool.directory(), host.clock());
            refused.after(leftRefused);
            return new SpooledRecorder(new Opening(host, policy, journal, refused), lock, leftRefused);
        } catch (Throwable failure) {
            lock.close();
            throw failure;
        }
    }

    /**
     * {@inheritDoc} Durable means forced to the journal's disk. The event passes the host's door and becomes a row on the caller's
     * thread.
     */
    @Override
    public CompletionStage<UUID> record(SecurityEvent event) {
        return intake.take(event);
    }

    /**
     * What lies in the spool.
     *
     * @return the numbers now
     */
    public Status status() {
        return journal.status(refused.count());
    }

    /** {@inheritDoc} What is in the journal is safe: it is reported as such and written at the next start. */
    @Override
    public CloseReport close(Duration within) {
        long start = host.ticker().read();
        CloseReport report = writer.close(within, host.ticker());
        journal.finish();
        boolean drained = drain.join(within.minus(host.ticker().elapsed(start)).toNanos());
        journal.release();
        lock.close();
        Status left = status();
        if (!drained) {
            LOG.warn("the spool's thread has not ended by the deadline; it touches no file any more");
        }
        return new CloseReport(
                report.written(),
                report.notRecorded(),
                report.inDoubt(),
                left.waiting() + left.refused(),
                report.droppedUntold());
    }

    @Override
    public void close() {
        CloseReport report = close(policy.closeWithin());
        if (!report.isComplete()) {
            LOG.error("the audit recorder closed with events left: {}", report);
        }
    }
}
