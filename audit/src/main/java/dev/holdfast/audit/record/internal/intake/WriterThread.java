package dev.holdfast.audit.record.internal.intake;

import dev.holdfast.audit.record.CloseReport;
import dev.holdfast.audit.record.NotRecordedException;
import dev.holdfast.audit.record.NotRecordedException.Reason;
import dev.holdfast.core.metric.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Owns the daemon thread that empties an intake into its target; closed within a deadline. */
public final class WriterThread {
    private static final Logger LOG = LoggerFactory.getLogger(WriterThread.class);

    private final Intake intake;
    private final BatchTarget target;
    private final Retries retries;
    private final DropLedger drops;
    private final Thread thread;

    /**
     * Starts the thread.
     *
     * @param intake where events come from
     * @param target where they go
     * @param retries ends at the deadline
     * @param drops is reported on
     */
    public WriterThread(Intake intake, BatchTarget target, Retries retries, DropLedger drops) {
        this.intake = intake;
        this.target = target;
        this.retries = retries;
        this.drops = drops;
        this.thread = new Thread(this::run, "holdfast-audit-recorder");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            for (List<Pending> batch = intake.next(); !batch.isEmpty(); batch = intake.next()) {
                write(batch);
            }
        } catch (InterruptedException e) {
            // Nobody but this class knows the thread, and it does not interrupt it: then the JVM ends.
            LOG.error("the audit recorder's thread was interrupted: what it still had is not recorded");
            List<Pending> unused = intake.close();
            intake.abandon();
        }
    }

    /** Whatever is thrown, each event is answered and the thread goes on. */
    private void write(List<Pending> batch) {
        try {
            target.write(batch);
        } catch (Throwable failure) {
            LOG.error(
                    "a batch of {} audit events failed with {}",
                    batch.size(),
                    failure.getClass().getName());
            batch.forEach(pending -> pending.fail(Reason.IN_DOUBT, failure));
        }
    }

    /**
     * Takes no further event, lets the thread write what there is, and gives up at the deadline.
     *
     * @param within how long at most
     * @param ticker measures it
     * @return what became of the events that were open
     */
    public CloseReport close(Duration within, Ticker ticker) {
        long start = ticker.read();
        List<Pending> open = intake.close();
        boolean ended = join(within.toNanos());
        retries.stop();
        if (!ended) {
            intake.abandon();
        }
        LOG.debug("audit recorder closed after {}", ticker.elapsed(start));
        return report(open);
    }

    private boolean join(long nanos) {
        try {
            // A join of 0 ms would last for ever.
            thread.join(Math.max(1, nanos / 1_000_000));
            return !thread.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private CloseReport report(List<Pending> open) {
        List<UUID> notRecorded = new ArrayList<>();
        List<UUID> inDoubt = new ArrayList<>();
        int written = 0;
        for (Pending pending : open) {
            Reason reason = failure(pending);
            if (reason == null) {
                written++;
            } else {
                (reason == Reason.IN_DOUBT ? inDoubt : notRecorded).add(pending.id());
            }
        }
        return new CloseReport(written, notRecorded, inDoubt, 0, drops.untold());
    }

    private static @Nullable Reason failure(Pending pending) {
        try {
            UUID unused = pending.answer().getNow(null);
            return pending.answer().isDone() ? null : Reason.IN_DOUBT;
        } catch (CompletionException e) {
            return e.getCause() instanceof NotRecordedException known ? known.reason() : Reason.IN_DOUBT;
        }
    }
}
