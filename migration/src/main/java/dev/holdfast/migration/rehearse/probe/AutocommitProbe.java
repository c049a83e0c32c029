package dev.holdfast.migration.rehearse.probe;

import dev.holdfast.migration.rehearse.probe.Look.Seen;
import dev.holdfast.migration.statement.effect.LockMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks at statements that refuse a transaction: their locks from a second connection while they run, their effects by
 * the catalog before and after.
 *
 * <p><em>Concurrency.</em> For one thread.
 */
public final class AutocommitProbe implements AutoCloseable {
    private final Connection second;
    private final int watched;
    private Look before = new Look(Map.of(), Map.of());
    private @Nullable LockWatch watch;

    private AutocommitProbe(Connection second, int watched) {
        this.second = second;
        this.watched = watched;
    }

    /**
     * A probe of one session.
     *
     * @param first where the statements run, in autocommit mode
     * @param second another connection to the same database, in autocommit mode, which nobody else uses meanwhile
     * @return the probe
     * @throws SQLException when the session does not answer
     */
    public static AutocommitProbe of(Connection first, Connection second) throws SQLException {
        try (Statement statement = first.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return new AutocommitProbe(second, row.getInt(1));
        }
    }

    /**
     * Begins to watch, just before a statement runs; what was watched before is forgotten.
     *
     * @throws SQLException when the catalog cannot be read
     */
    public void begin() throws SQLException {
        close();
        before = Look.atEverything(second);
        watch = LockWatch.begin(second, watched);
    }

    /**
     * Ends the watch, after the statement has run.
     *
     * @param took how long it ran
     * @return what was seen
     * @throws SQLException when the catalog or the locks could not be read
     * @throws IllegalStateException when no watch was begun
     */
    public StatementObservation end(Duration took) throws SQLException {
        LockWatch watching = watch;
        if (watching == null) {
            throw new IllegalStateException("begin() must come before end()");
        }
        watch = null;
        Map<Long, Set<LockMode>> sampled = watching.stop();
        Look after = Look.atEverything(second);
        List<ObservedLock> locks = locks(sampled, before, after);
        return new StatementObservation(Coverage.SAMPLED, took, locks, locks, rewritten(before, after), Map.of());
    }

    /** Ends a watch whose statement failed; the connections stay open. */
    @Override
    public void close() {
        if (watch != null) {
            watch.close();
            watch = null;
        }
    }

    private static List<ObservedLock> locks(Map<Long, Set<LockMode>> sampled, Look before, Look after) {
        List<ObservedLock> locks = new ArrayList<>();
        sampled.forEach((oid, modes) -> Stream.concat(
                        before.seen(oid).map(Seen::relation).stream(),
                        after.seen(oid).map(AutocommitProbe::created).stream())
                .findFirst()
                .ifPresent(relation -> modes.forEach(mode -> locks.add(new ObservedLock(relation, mode)))));
        return locks;
    }

    private static Relation created(Seen seen) {
        return new Relation(
                seen.relation().schema(),
                seen.relation().name(),
                seen.relation().kind(),
                true);
    }

    private static List<Relation> rewritten(Look before, Look after) {
        List<Relation> rewritten = new ArrayList<>();
        before.relations()
                .forEach((oid, old) -> after.seen(oid)
                        .filter(now -> now.storage() != old.storage())
                        .ifPresent(now -> rewritten.add(old.relation())));
        return rewritten;
    }
}
