package dev.holdfast.migration.rehearse.probe;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one statement did.
 *
 * @param coverage how much could be seen
 * @param took how long it ran
 * @param locks locks on relations that it took and the statements before it had not, strongest first; without those
 *     that keep nobody out whom another lock of the same relation lets in
 * @param held every lock held after it, those of the statements before it included
 * @param rewritten tables, materialised views and indexes whose storage it replaced
 * @param work what it did with rows, by table; none for a table without any
 */
public record StatementObservation(
        Coverage coverage,
        Duration took,
        List<ObservedLock> locks,
        List<ObservedLock> held,
        List<Relation> rewritten,
        Map<Relation, RowCounts> work) {
    /** Sorts and copies. */
    public StatementObservation {
        locks = locks.stream().sorted().toList();
        held = held.stream().sorted().toList();
        rewritten = rewritten.stream().sorted().toList();
        work = new TreeMap<>(work);
    }

    /**
     * A statement of which only the time is known.
     *
     * @param took how long it ran
     * @return the observation
     */
    public static StatementObservation unseen(Duration took) {
        return new StatementObservation(Coverage.NONE, took, List.of(), List.of(), List.of(), Map.of());
    }

    /**
     * Rows written in all tables, triggers and cascades included.
     *
     * @return inserted, updated and deleted together
     */
    public long rowsWritten() {
        return work.values().stream().mapToLong(RowCounts::written).sum();
    }

    /**
     * Tables that were read from their first page to their last.
     *
     * @return the tables, sorted
     */
    public List<Relation> fullScans() {
        return work.entrySet().stream()
                .filter(entry -> entry.getKey().kind().holdsRows())
                .filter(entry -> entry.getValue().scans() > 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * Tables and materialised views that were written anew as a whole.
     *
     * @return the tables, sorted; rebuilt indexes are not among them
     */
    public List<Relation> rewrittenTables() {
        return rewritten.stream()
                .filter(relation -> relation.kind().holdsRows())
                .toList();
    }
}
