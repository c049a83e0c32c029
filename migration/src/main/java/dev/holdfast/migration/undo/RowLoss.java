package dev.holdfast.migration.undo;

import dev.holdfast.migration.sql.TableName;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Rows or values that a statement of an undo script would remove for good.
 *
 * @param line the statement's line in the script, from 1; 0 for what no statement shows
 * @param what such as {@code public.user}, {@code column role of public.user}
 * @param table the table that has them, where there is one that can be backed up
 * @param rows how many there are now; empty where that cannot be counted
 */
record RowLoss(int line, String what, Optional<TableName> table, OptionalLong rows) {
    static RowLoss uncounted(int line, String what) {
        return new RowLoss(line, what, Optional.empty(), OptionalLong.empty());
    }

    @Override
    public String toString() {
        return (rows.isPresent() ? counted(rows.getAsLong()) : "rows that cannot be counted")
                + " of "
                + what
                + (line == 0 ? "" : " (line " + line + ")");
    }

    static String counted(long rows) {
        return rows == 1 ? "1 row" : rows + " rows";
    }
}
