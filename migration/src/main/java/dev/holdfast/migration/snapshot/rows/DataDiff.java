package dev.holdfast.migration.snapshot.rows;

import dev.holdfast.migration.snapshot.rows.DataSnapshot.TableRows;
import dev.holdfast.migration.sql.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What differs between the rows of two moments, by table; no row is quoted.
 *
 * <p>A table that is new, and one whose columns are others while it has as many rows, is a difference of the catalog and
 * not listed here.
 *
 * @param rows a line for each table, and for the large objects, whose rows are not the same
 * @param sequences a line for each sequence that stands elsewhere
 */
public record DataDiff(List<String> rows, List<String> sequences) {
    /** Copies the lists. */
    public DataDiff {
        rows = List.copyOf(rows);
        sequences = List.copyOf(sequences);
    }

    static DataDiff between(DataSnapshot before, DataSnapshot after) {
        List<String> rows = new ArrayList<>();
        for (Map.Entry<TableName, TableRows> table : before.tables().entrySet()) {
            String line = line(table.getValue(), after.tables().get(table.getKey()));
            if (!line.isEmpty()) {
                rows.add("rows of " + table.getKey() + ": " + line);
            }
        }
        if (!before.largeObjects().equals(after.largeObjects())) {
            rows.add("large objects: "
                    + counts(before.largeObjects().rows(), after.largeObjects().rows()));
        }
        return new DataDiff(rows, sequences(before, after));
    }

    /**
     * Whether nothing differs.
     *
     * @return true when rows and sequences are the same
     */
    public boolean isEmpty() {
        return rows.isEmpty() && sequences.isEmpty();
    }

    private static String line(TableRows before, @Nullable TableRows after) {
        long count = before.fingerprint().rows();
        if (after == null) {
            return count == 0 ? "" : count + " before, the table is gone";
        }
        boolean sameCount = count == after.fingerprint().rows();
        boolean sameColumns = before.columns().equals(after.columns());
        if (before.fingerprint().equals(after.fingerprint()) || (sameCount && !sameColumns)) {
            return "";
        }
        return counts(count, after.fingerprint().rows());
    }

    private static String counts(long before, long after) {
        return before == after
                ? before + " before and after, but not the same"
                : before + " before, " + after + " after";
    }

    /** Those on both sides: one that came or went is a difference of the catalog. */
    private static List<String> sequences(DataSnapshot before, DataSnapshot after) {
        List<String> lines = new ArrayList<>();
        before.sequences().forEach((name, value) -> {
            String now = after.sequences().getOrDefault(name, value);
            if (!now.equals(value)) {
                lines.add("~ sequence " + name + ": " + value + " -> " + now);
            }
        });
        return lines;
    }
}
