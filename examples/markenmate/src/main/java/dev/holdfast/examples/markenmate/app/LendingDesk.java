package dev.holdfast.examples.markenmate.app;

import dev.holdfast.core.event.Action;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.event.Category;
import dev.holdfast.core.event.Target;
import dev.holdfast.core.lock.Changes;
import dev.holdfast.core.lock.OptimisticLock;
import dev.holdfast.core.lock.RowKey;
import dev.holdfast.core.lock.VersionedTable;
import dev.holdfast.core.metric.Metrics;
import dev.holdfast.core.tx.TransactionRunner;
import org.jooq.DSLContext;

/** Lends tokens: two people who edit the same lending cannot overwrite each other. */
public final class LendingDesk {
    /** The lendings' table, in which {@code version} counts the changes. */
    public static final VersionedTable LENDING =
            VersionedTable.of("token_lending", "id").inSchema("public").withNoun("lending");

    /** The action under which changes and conflicts are recorded. */
    public static final Action UPDATE = Action.of("lending.update");

    private final TransactionRunner requests;
    private final AuditTrail trail;
    private final AppLog log;
    private final OptimisticLock lock;

    LendingDesk(TransactionRunner requests, AuditTrail trail, AppLog log, Metrics metrics) {
        this.requests = requests;
        this.trail = trail;
        this.log = log;
        this.lock = OptimisticLock.on(LENDING).withMetrics(metrics).withAudit(trail, UPDATE);
    }

    /** The version that an edit starts from. */
    public long version(int lendingId) {
        return requests.call(
                tx -> lock.read(tx, RowKey.of(lendingId)).orElseThrow().version());
    }

    /** Changes how many tokens are lent, if nobody changed the lending since the version was read. */
    public Answer update(int lendingId, int tokenCount, long version) {
        return requests.call(tx -> lock.update(tx, RowKey.of(lendingId), version, Changes.of("token_count", tokenCount))
                .fold(
                        updated -> updated(tx, lendingId, tokenCount),
                        stale -> Answer.conflict("Lending was modified by another user"),
                        () -> new Answer(404, "No such lending"),
                        Answer::tryAgain));
    }

    private Answer updated(DSLContext tx, int lendingId, int tokenCount) {
        trail.act(
                tx,
                trail.event(UPDATE)
                        .category(Category.DATA)
                        .target(Target.of("lending", Integer.toString(lendingId)))
                        .with("token_count", tokenCount)
                        .build());
        log.info(tx, "lending " + lendingId + " updated");
        return Answer.done("Lending updated");
    }
}
