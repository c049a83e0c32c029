package dev.holdfast.audit.record.async;

import dev.holdfast.audit.record.CloseReport;
import dev.holdfast.audit.record.Recorder;
import dev.holdfast.audit.record.RecorderHost;
import dev.holdfast.audit.record.RecorderPolicy;
import dev.holdfast.audit.record.internal.intake.BatchTarget;
import dev.holdfast.audit.record.internal.intake.DropLedger;
import dev.holdfast.audit.record.internal.intake.Intake;
import dev.holdfast.audit.record.internal.intake.Retries;
import dev.holdfast.audit.record.internal.intake.WriterThread;
import dev.holdfast.audit.record.internal.write.BatchWriter;
import dev.holdfast.core.event.SecurityEvent;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records in the background, durably: a bounded queue, one transaction a batch, each event acknowledged after the commit of
 * its batch. Owns a daemon thread; close it after everything that records.
 *
 * <p><em>Guarantee.</em> An acknowledged event is in the log, once, whatever is killed afterwards: host, backend or
 * server. An event that is not acknowledged is lost with the host's process. An ended connection and a restart of the
 * server are survived; a batch whose commit was not answered is written again without doubling anything. An event that the
 * database refuses does not hold up the others.
 *
 * <p>Thread-safe.
 */
public final class AsyncRecorder implements Recorder {
    private static final Logger LOG = LoggerFactory.getLogger(AsyncRecorder.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final RecorderHost host;
    private final RecorderPolicy policy;
    private final Intake intake;
    private final WriterThread writer;

    private AsyncRecorder(RecorderHost host, RecorderPolicy policy) {
        this.host = host;
        this.policy = policy;
        Retries retries = new Retries(policy.retryFor(), LONGEST_PAUSE);
        DropLedger drops = new DropLedger(host.clock(), host.door());
        BatchTarget target = new DatabaseTarget(
                new BatchWriter(host.runner(), host.namespace(), host.metrics(), host.ticker()), retries);
        this.intake = new Intake(policy, drops, host, target);
        this.writer = new WriterThread(intake, target, retries, drops);
    }

    /**
     * Starts a recorder.
     *
     * @param host what it works with
     * @param policy how it queues, batches, retries and closes
     * @return the recorder, to be closed
     */
    public static AsyncRecorder start(RecorderHost host, RecorderPolicy policy) {
        return new AsyncRecorder(host, policy);
    }

    /** {@inheritDoc} Durable means committed. */
    @Override
    public CompletionStage<UUID> record(SecurityEvent event) {
        return intake.take(event);
    }

    /**
     * How many events wait for the next batch.
     *
     * @return the number
     */
    public int queued() {
        return intake.size();
    }

    /** {@inheritDoc} A batch that the database has not answered by then is in doubt, and its thread is left behind. */
    @Override
    public CloseReport close(Duration within) {
        return writer.close(within, host.ticker());
    }

    @Override
    public void close() {
        CloseReport report = close(policy.closeWithin());
        if (!report.isComplete()) {
            LOG.error("the audit recorder closed with events left: {}", report);
        }
    }
}
