package dev.holdfast.migration.rehearse.probe;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A statement over {@link ProbeSchema} and what it does, as texts: locks on what was there before, indexes left out
 * unless the statement names them; tables rewritten; tables read in full; rows written.
 */
public record ObservedCase(String sql, String locks, String rewritten, String scanned, long rows) {
    public static ObservedCase of(String sql, StatementObservation seen) {
        String locks = seen.locks().stream()
                .filter(ObservedLock::isFelt)
                .filter(lock -> lock.relation().kind() != Relation.Kind.INDEX
                        || sql.contains(lock.relation().name()))
                .map(lock -> lock.relation().name() + " " + lock.mode())
                .collect(Collectors.joining(", "));
        return new ObservedCase(sql, locks, names(seen.rewrittenTables()), names(seen.fullScans()), seen.rowsWritten());
    }

    /** All but the statement, as one text that a failing test shows. */
    public String outcome() {
        return "locks: " + locks + "; rewritten: " + rewritten + "; scanned: " + scanned + "; rows: " + rows;
    }

    private static String names(List<Relation> relations) {
        return relations.stream().map(Relation::name).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return sql;
    }
}
