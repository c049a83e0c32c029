package dev.holdfast.audit.partition;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.tx.HostTransaction;
import dev.holdfast.core.tx.TransactionRunner;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the months of the audit log before their first event: the host calls {@link #ensureAhead} at start and daily.
 *
 * <p><em>Transaction.</em> Owns: each call is one transaction; it makes all of its months or none. The runner's role must
 * own the log's table. The months of a hardened log are hardened before they are attached, and belong to the log's owner.
 *
 * <p><em>Concurrency.</em> Several nodes may call at once: one makes the months, the others find them. Writers and
 * readers of the log are not held up; a call waits at most the policy's lock time-out for each lock. Thread-safe.
 */
public final class AuditPartitions {
    /** How far from the database's clock the time in a live event's id may lie; the log's table checks it. */
    private static final Duration ID_SLACK = Duration.ofHours(24);

    private static final int MAX_MONTHS = 600;
    private static final YearMonth EARLIEST = YearMonth.of(1970, 1);
    private static final YearMonth LATEST = YearMonth.of(9999, 11);

    private final TransactionRunner runner;
    private final Namespace namespace;
    private final PartitionPolicy policy;
    private final Clock clock;
    private final PartitionDdl ddl;

    /**
     * Makes the maker of months.
     *
     * @param runner owns the transactions
     * @param namespace where the log's table is
     * @param policy how far ahead, and how long to wait
     * @param clock the host's clock
     */
    public AuditPartitions(TransactionRunner runner, Namespace namespace, PartitionPolicy policy, Clock clock) {
        this.runner = runner;
        this.namespace = namespace;
        this.policy = policy;
        this.clock = clock;
        this.ddl = new PartitionDdl(namespace);
    }

    /**
     * Makes what is missing of the present month and the policy's months after it; on the first day of a month also of
     * the month before, into which the ids of a node with a slow clock still fall.
     *
     * @return the months made, in order; empty when all were there
     * @throws PartitionStateException when a table has a month's name and is not its partition
     * @throws dev.holdfast.core.tx.DatabaseException when a lock was not to be had in time (SQLSTATE 55P03: call
     *     again), the log's table is missing, or a partition of another name covers a month
     */
    @CanIgnoreReturnValue
    public List<MonthPartition> ensureAhead() {
        Instant now = clock.instant();
        return ensure(monthOf(now.minus(ID_SLACK)), monthOf(now).plusMonths(policy.monthsAhead()));
    }

    /**
     * Makes what is missing of a range of months, for events that carry times of their own: imports and replays.
     *
     * @param first the first month, in UTC, not before January 1970
     * @param last the last month, itself included; at most {@value #MAX_MONTHS} months in all
     * @return the months made, in order; empty when all were there
     * @throws IllegalArgumentException when the range is empty, too long or out of bounds
     * @throws PartitionStateException as {@link #ensureAhead}
     * @throws dev.holdfast.core.tx.DatabaseException as {@link #ensureAhead}
     */
    @CanIgnoreReturnValue
    public List<MonthPartition> ensure(YearMonth first, YearMonth last) {
        List<MonthPartition> wanted = months(first, last);
        return runner.call(tx -> HostTransaction.onConnection(tx, connection -> make(connection, wanted)));
    }

    private List<MonthPartition> make(Connection connection, List<MonthPartition> wanted) throws SQLException {
        ddl.lock(connection, policy.lockTimeout());
        List<MonthPartition> made = new ArrayList<>();
        for (MonthPartition partition : wanted) {
            if (!ddl.exists(connection, partition)) {
                ddl.create(connection, partition);
                made.add(partition);
            }
        }
        return List.copyOf(made);
    }

    private List<MonthPartition> months(YearMonth first, YearMonth last) {
        if (first.isBefore(EARLIEST)
                || last.isAfter(LATEST)
                || first.isAfter(last)
                || last.minusMonths(MAX_MONTHS).compareTo(first) >= 0) {
            throw new IllegalArgumentException("months must be 1 to " + MAX_MONTHS + " between " + EARLIEST + " and "
                    + LATEST + ", got " + first + " to " + last);
        }
        List<MonthPartition> months = new ArrayList<>();
        for (YearMonth month = first; !month.isAfter(last); month = month.plusMonths(1)) {
            months.add(MonthPartition.of(namespace, month));
        }
        return months;
    }

    private static YearMonth monthOf(Instant time) {
        return YearMonth.from(time.atOffset(ZoneOffset.UTC));
    }
}
