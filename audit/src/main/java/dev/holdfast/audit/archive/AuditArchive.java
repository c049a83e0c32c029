package dev.holdfast.audit.archive;

import dev.holdfast.audit.archive.ArchiveResult.Busy;
import dev.holdfast.audit.archive.ArchiveResult.Reason;
import dev.holdfast.audit.archive.ArchiveResult.Resting;
import dev.holdfast.audit.archive.ArchiveResult.Stopped;
import dev.holdfast.audit.archive.store.ArchiveStore;
import dev.holdfast.audit.partition.AuditPartitions;
import dev.holdfast.audit.partition.PartitionPolicy;
import dev.holdfast.audit.seal.note.NoteSigner;
import dev.holdfast.core.event.Action;
import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.core.tx.HostTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Moves months out of the log: the host calls {@link #run} once a day, at a quiet hour, after {@code AuditSeals#seal}.
 *
 * <p>A month goes from eligible through sealed, exported, verified and detached to dropped. Its archive is durable and was read
 * again before its table leaves the log, and the table is compared with it once more when nothing can be added any
 * more: at no moment is an event in neither place. When its time is over, the archive is deleted.
 *
 * <p><em>Transaction.</em> Owns: one transaction a step. Killed at any moment it leaves a month in one state or the next, and the
 * next run goes on from there. Detaching happens outside of any transaction, see {@link ArchiveHost}.
 *
 * <p><em>Concurrency.</em> Any number of nodes may call at once: a month is in the hands of one, the others are {@link Busy}.
 * Writers and readers of the log are not locked out. Thread-safe.
 *
 * <p>A month is old enough when it is so by the host's clock and by the database's: a clock that runs ahead must neither take
 * the present month from under its writers nor delete an archive before its time.
 *
 * <p><em>Security note.</em> What the log's verifier calls broken is never dropped: an archive is made only of events that lead
 * to the signed root.
 */
public final class AuditArchive {
    /** Recorded when a month leaves the log. */
    public static final Action DROP = Action.of("audit_month.drop");

    /** Recorded when a month is brought back. */
    public static final Action RETURN = Action.of("audit_month.return");

    /** Recorded when an archive is deleted because its time is over. */
    public static final Action DELETE = Action.of("audit_month.delete");

    private final ArchiveHost host;
    private final RetentionPolicy policy;
    private final AuditPartitions partitions;
    private final ArchiveSteps steps;
    private final ArchivePass pass;
    private final Clock clock;

    /**
     * Makes the archive of a log.
     *
     * @param host what it needs of the host
     * @param settings what is kept how long, where and by which clock
     * @param signer has the log's key
     */
    public AuditArchive(ArchiveHost host, Settings settings, NoteSigner signer) {
        this.host = host;
        this.policy = settings.policy();
        this.clock = settings.clock();
        this.partitions = new AuditPartitions(host.runner(), host.namespace(), PartitionPolicy.defaults(), clock);
        this.steps = new ArchiveSteps(host, signer, settings.store(), clock);
        this.pass = new ArchivePass(host, settings, steps);
    }

    /**
     * What is kept how long, and where.
     *
     * @param store keeps the archives
     * @param policy how long
     * @param clock the host's clock
     */
    public record Settings(ArchiveStore store, RetentionPolicy policy, Clock clock) {}

    /**
     * Brings every month on as far as it can come. One that the policy has come to keep for longer stays in the log, unless its
     * table has begun to leave it.
     *
     * @return what became of each month that moved, stopped or was in another's hands, in their order
     * @throws DatabaseException when the database fails; the next run goes on
     * @throws ArchiveException when the store fails; the next run goes on
     */
    public List<ArchiveResult> run() {
        List<ArchiveResult> results = new ArrayList<>();
        for (Map.Entry<YearMonth, ArchiveState> entry : enrolled().entrySet()) {
            ArchiveResult result = pass.advance(entry.getKey(), entry.getValue());
            if (!(result instanceof Resting)) {
                results.add(result);
            }
        }
        return List.copyOf(results);
    }

    /**
     * Brings a dropped month back into the log, every row as it was: its proofs verify as before. It stays until {@link
     * #release}. The archive is verified first.
     *
     * @param month the month, in UTC
     * @return what became of it
     * @throws ArchiveException when the store fails, or somebody put other rows into the month
     */
    public ArchiveResult bringBack(YearMonth month) {
        if (state(month) != ArchiveState.DROPPED) {
            return new Stopped(month, state(month), Reason.OTHER_STATE);
        }
        ArchiveResult proven = pass.locked(month, ArchiveState.DROPPED, steps::prove);
        if (!(proven instanceof ArchiveResult.Moved)) {
            return proven;
        }
        partitions.ensure(month, month);
        return pass.locked(month, ArchiveState.DROPPED, steps::bringBack);
    }

    /**
     * Lets a month go that was brought back: the next run drops it again, when it still is what the archive holds.
     *
     * @param month the month, in UTC
     * @return what became of it
     */
    public ArchiveResult release(YearMonth month) {
        if (state(month) != ArchiveState.RETURNED) {
            return new Stopped(month, state(month), Reason.OTHER_STATE);
        }
        return pass.locked(month, ArchiveState.RETURNED, scene -> steps.move(scene, ArchiveState.VERIFIED));
    }

    private SortedMap<YearMonth, ArchiveState> enrolled() {
        return host.runner()
                .call(tx -> HostTransaction.onConnection(tx, connection -> {
                    Instant now = ArchiveTable.earlier(connection, clock.instant());
                    List<YearMonth> eligible = steps.months().attached(connection).stream()
                            .filter(month -> policy.isEligible(month, now))
                            .toList();
                    steps.table().enroll(connection, eligible, clock.instant());
                    SortedMap<YearMonth, ArchiveState> enrolled = steps.table().all(connection);
                    enrolled.keySet().removeAll(tooYoung(connection, enrolled, now));
                    return enrolled;
                }));
    }

    /** Enrolled when the policy kept months for a shorter time, or a clock ran ahead. What has begun to leave is not among them. */
    private List<YearMonth> tooYoung(Connection connection, SortedMap<YearMonth, ArchiveState> enrolled, Instant now)
            throws SQLException {
        List<YearMonth> young = new ArrayList<>();
        for (Map.Entry<YearMonth, ArchiveState> entry : enrolled.entrySet()) {
            YearMonth month = entry.getKey();
            if (entry.getValue().compareTo(ArchiveState.DETACHED) < 0
                    && !policy.isEligible(month, now)
                    && steps.months().place(connection, month) == MonthTable.Place.ATTACHED) {
                young.add(month);
            }
        }
        return young;
    }

    private ArchiveState state(YearMonth month) {
        return host.runner()
                .call(tx -> HostTransaction.onConnection(
                        tx, connection -> steps.table().state(connection, month).orElse(ArchiveState.ELIGIBLE)));
    }
}
