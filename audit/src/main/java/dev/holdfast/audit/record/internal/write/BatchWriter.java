package dev.holdfast.audit.record.internal.write;

import dev.holdfast.audit.record.NotRecordedException;
import dev.holdfast.audit.record.NotRecordedException.Reason;
import dev.holdfast.audit.record.internal.row.EventRow;
import dev.holdfast.core.HoldfastException;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.metric.Metrics;
import dev.holdfast.core.metric.Ticker;
import dev.holdfast.core.tx.TransactionRunner;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes batches of rows so that each row is in the log once or its refusal is known.
 *
 * <p>A batch is one transaction. When it fails for a reason that may pass, it is tried again through a merge that skips
 * what is there, since the first commit may have happened. When a row is the reason, the batch is halved until that row
 * stands alone. Thread-safe.
 */
public final class BatchWriter {
    /** The timer of one transaction, labelled {@code result=committed} or {@code result=failed}. */
    public static final String BATCH_TIMER = "holdfast.audit.batch";

    /** Counts rows that the database refuses. */
    public static final String REFUSED_COUNTER = "holdfast.audit.refused";

    private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);

    private final LogTable table;
    private final Metrics metrics;
    private final Ticker ticker;

    /**
     * A writer into the log of a namespace.
     *
     * @param runner owns the transactions
     * @param namespace where the log is
     * @param metrics counts and times
     * @param ticker measures
     */
    public BatchWriter(TransactionRunner runner, Namespace namespace, Metrics metrics, Ticker ticker) {
        this.table = new LogTable(runner, namespace);
        this.metrics = metrics;
        this.ticker = ticker;
    }

    /** Rows that are tried together; whether they may be in the log already, and whether a commit was left in doubt. */
    private record Part(Rows rows, boolean merge, boolean doubt) {
        Part half(int from, int to) {
            return new Part(Rows.of(rows.all().subList(from, to)), merge, doubt);
        }

        int size() {
            return rows.all().size();
        }
    }

    /**
     * Writes rows.
     *
     * @param rows the rows
     * @param mayBeThere whether some may be in the log already, from an earlier run
     * @param patience how long is tried
     * @return the rows that are not in the log; every other one is, durably
     */
    public List<Refusal> write(List<EventRow> rows, boolean mayBeThere, Patience patience) {
        return write(Rows.of(rows), mayBeThere, patience);
    }

    /**
     * As {@link #write(List, boolean, Patience)}, of rows that are made within the transaction.
     *
     * @param rows the rows
     * @param mayBeThere whether some may be in the log already
     * @param patience how long is tried
     * @return the rows that are not in the log
     */
    public List<Refusal> write(Rows rows, boolean mayBeThere, Patience patience) {
        Run run = new Run(patience);
        run.open.push(new Part(rows, mayBeThere, false));
        while (!run.open.isEmpty()) {
            Part part = run.open.pop();
            if (part.rows.isEmpty()) {
                continue;
            }
            if (part.merge && hasTwins(part.rows.all())) {
                run.halve(part);
            } else {
                tryOut(part, run);
            }
        }
        return run.refusals;
    }

    /** One call's state: what is still to be tried, and what was refused. */
    private static final class Run {
        private final Deque<Part> open = new ArrayDeque<>();
        private final List<Refusal> refusals = new ArrayList<>();
        private final Patience patience;

        Run(Patience patience) {
            this.patience = patience;
        }

        void halve(Part part) {
            int middle = part.size() / 2;
            open.push(part.half(middle, part.size()));
            open.push(part.half(0, middle));
        }

        /** Nothing more is tried: what is left fails for the same reason, and in doubt only where it was tried. */
        void giveUp(Part part, RuntimeException failure) {
            open.push(part);
            for (Part left : open) {
                Reason reason = left.doubt ? Reason.IN_DOUBT : Reason.UNREACHABLE;
                left.rows.all().forEach(row -> refusals.add(refusal(row, reason, failure)));
            }
            open.clear();
        }
    }

    private void tryOut(Part first, Run run) {
        Part part = first;
        long start = ticker.read();
        for (int failed = 1; ; failed++) {
            try {
                commit(part).forEach(row -> refuse(run, row, Reason.ID_TAKEN, null));
                return;
            } catch (RuntimeException failure) {
                Failure kind = Failure.of(failure);
                if (kind == Failure.ID_THERE && !part.merge) {
                    run.open.push(new Part(part.rows, true, part.doubt));
                    return;
                } else if (kind == Failure.ID_THERE || kind == Failure.ROW) {
                    isolate(part, run, failure);
                    return;
                }
                part = new Part(part.rows, true, part.doubt || kind == Failure.IN_DOUBT);
                LOG.warn("batch of {} audit events failed, try {}: {}", part.size(), failed, said(failure));
                if (!run.patience.goesOn(failed, ticker.read() - start)) {
                    run.giveUp(part, failure);
                    return;
                }
            }
        }
    }

    /** The rows whose id the log holds for another event. */
    private List<EventRow> commit(Part part) {
        long start = ticker.read();
        boolean committed = false;
        try {
            List<EventRow> foreign = List.of();
            if (part.merge) {
                Set<UUID> ids = table.merge(part.rows.all());
                foreign = part.rows.all().stream()
                        .filter(row -> ids.contains(row.id()))
                        .toList();
            } else {
                table.insert(part.rows);
            }
            committed = true;
            return foreign;
        } finally {
            metrics.time(BATCH_TIMER, ticker.elapsed(start), "result", committed ? "committed" : "failed");
        }
    }

    private void isolate(Part part, Run run, RuntimeException failure) {
        if (part.size() == 1) {
            refuse(run, part.rows.all().get(0), Reason.REFUSED, failure);
        } else {
            run.halve(part);
        }
    }

    /** A merge tells an id's fate once: two rows of one id are merged one after the other. */
    private static boolean hasTwins(List<EventRow> rows) {
        Set<UUID> ids = new HashSet<>();
        return !rows.stream().allMatch(row -> ids.add(row.id()));
    }

    private void refuse(Run run, EventRow row, Reason reason, @Nullable Throwable cause) {
        metrics.count(REFUSED_COUNTER);
        Refusal refusal = refusal(row, reason, cause);
        LOG.error("{}", refusal.why().getMessage());
        run.refusals.add(refusal);
    }

    private static Refusal refusal(EventRow row, Reason reason, @Nullable Throwable cause) {
        return new Refusal(row, new NotRecordedException(row.id(), reason, cause));
    }

    private static String said(RuntimeException failure) {
        return failure instanceof HoldfastException
                ? String.valueOf(failure.getMessage())
                : failure.getClass().getName();
    }
}
