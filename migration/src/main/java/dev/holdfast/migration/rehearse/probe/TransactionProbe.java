package dev.holdfast.migration.rehearse.probe;

import dev.holdfast.migration.rehearse.probe.Look.Seen;
import dev.holdfast.migration.statement.effect.LockMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a transaction after each of its statements, with one query each.
 *
 * <p>Whatever a transaction reads or writes stays locked until its end, and its counters belong to it alone; so the
 * relations it has locked are all that there is to look at, however many others the database has.
 *
 * <p><em>Transaction.</em> Joins the one of the connection; takes no lock outside the catalog.
 *
 * <p><em>Concurrency.</em> For one thread, that of the connection.
 */
public final class TransactionProbe {
    private final Connection connection;
    private final Map<Long, Seen> known;
    private Map<Long, Set<LockMode>> held = Map.of();

    private TransactionProbe(Connection connection, Look before) {
        this.connection = connection;
        this.known = new HashMap<>(before.relations());
    }

    /**
     * Begins to look. Best before the transaction: a script that begins with {@code SET TRANSACTION} is refused by the
     * server once a query has run in it.
     *
     * @param connection where the statements will run
     * @return the probe
     * @throws SQLException when the catalog cannot be read
     */
    public static TransactionProbe on(Connection connection) throws SQLException {
        if (connection.getAutoCommit()) {
            // Counters of earlier transactions wait in the session for up to a second and would be taken for this
            // one's.
            try (Statement statement = connection.createStatement();
                    ResultSet flushed = statement.executeQuery("SELECT pg_stat_force_next_flush()")) {
                flushed.next();
            }
        }
        return new TransactionProbe(connection, Look.atEverything(connection));
    }

    /**
     * Forgets what has happened until now, as not being a statement's doing.
     *
     * @throws SQLException when the look fails
     */
    public void skip() throws SQLException {
        var ignored = observe(Duration.ZERO);
    }

    /**
     * As {@link #skip}, also of relations that are not locked any more: what happened behind a savepoint has given its locks
     * back, and its counters stay. Goes through the whole catalog.
     *
     * @throws SQLException when the look fails
     */
    public void skipRolledBack() throws SQLException {
        Look.atEverything(connection)
                .relations()
                .forEach((oid, seen) -> known.compute(
                        oid,
                        (key, before) -> before != null && before.relation().created() ? created(seen) : seen));
        skip();
    }

    /**
     * What has happened since the last look.
     *
     * @param took how long the statement ran
     * @return the observation
     * @throws SQLException when the look fails, as it does in a transaction that has failed
     */
    public StatementObservation observe(Duration took) throws SQLException {
        Look now = Look.atOwnLocks(connection);
        Tally tally = new Tally();
        now.locks().forEach((oid, modes) -> {
            Seen before = known.get(oid);
            Seen after = now.relations().get(oid);
            if (after != null) {
                boolean isNew = before == null || before.relation().created();
                known.put(oid, isNew ? created(after) : after);
            }
            Seen named = before != null ? before : known.get(oid);
            if (named != null) {
                // A statement that renames or drops a relation means the name that it had.
                Relation relation = named.relation();
                tally.addLocks(relation, held.getOrDefault(oid, Set.of()), modes);
                if (after != null) {
                    tally.addWork(relation, before, after);
                }
            }
        });
        held = now.locks();
        return new StatementObservation(Coverage.COMPLETE, took, tally.taken, tally.held, tally.rewritten, tally.work);
    }

    /** Whether nobody is kept out by the weaker mode whom the stronger one lets in. */
    private static boolean blocksAllThat(LockMode stronger, LockMode weaker) {
        return Stream.of(LockMode.values()).noneMatch(m -> weaker.conflictsWith(m) && !stronger.conflictsWith(m));
    }

    private static Seen created(Seen seen) {
        Relation relation = seen.relation();
        return new Seen(
                new Relation(relation.schema(), relation.name(), relation.kind(), true), seen.storage(), seen.counts());
    }

    /** Adds up one look. */
    private static final class Tally {
        private final List<ObservedLock> taken = new ArrayList<>();
        private final List<ObservedLock> held = new ArrayList<>();
        private final List<Relation> rewritten = new ArrayList<>();
        private final Map<Relation, RowCounts> work = new HashMap<>();

        void addLocks(Relation relation, Set<LockMode> earlier, Set<LockMode> modes) {
            modes.stream()
                    .filter(mode -> !earlier.contains(mode))
                    .filter(mode -> modes.stream().noneMatch(other -> other != mode && blocksAllThat(other, mode)))
                    .forEach(mode -> taken.add(new ObservedLock(relation, mode)));
            modes.forEach(mode -> held.add(new ObservedLock(relation, mode)));
        }

        void addWork(Relation relation, @Nullable Seen before, Seen after) {
            if (before != null && before.storage() != after.storage()) {
                rewritten.add(relation);
            }
            RowCounts counts = after.counts().since(before == null ? RowCounts.NONE : before.counts());
            if (!counts.isNone()) {
                work.merge(relation, counts, (a, b) -> b);
            }
        }
    }
}
