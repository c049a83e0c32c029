package dev.holdfast.migration.preflight;

import dev.holdfast.core.Require;
import dev.holdfast.core.tx.HostTransaction;
import dev.holdfast.migration.backup.Backup;
import dev.holdfast.migration.backup.Backups;
import dev.holdfast.migration.sql.RowSecurity;
import dev.holdfast.migration.sql.TableName;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jooq.DSLContext;

/**
 * Finds the rows that would make adding a foreign key fail.
 *
 * <p>With {@code NOT EXISTS}: {@code NOT IN (SELECT …)} finds nothing at all once the parent column holds a NULL. A row
 * with a NULL in one of its key columns is no orphan, as PostgreSQL's {@code MATCH SIMPLE} has it.
 */
public final class OrphanCheck {
    /** The largest sample that is read. */
    public static final int MAX_SAMPLE = 1000;

    private OrphanCheck() {}

    /**
     * Counts the orphans and reads some of their keys. Changes nothing.
     *
     * @param tx the caller's transaction
     * @param key the foreign key that is going to be added
     * @param sample how many different keys to read at most, 0 to {@value #MAX_SAMPLE}
     * @return what was found
     * @throws dev.holdfast.core.tx.DatabaseException when a table or column does not exist, types do not compare,
     *     or a row security policy would hide rows of either table
     */
    public static Orphans find(DSLContext tx, ForeignKey key, int sample) {
        Require.between("sample", sample, 0, MAX_SAMPLE);
        String columns = key.columns().stream()
                .map(column -> "t." + TableName.quote(column))
                .collect(Collectors.joining(", "));
        String sql =
                "WITH orphan AS (SELECT " + columns + " FROM " + key.child().sql() + " t WHERE " + condition(key)
                        + "), keys AS (SELECT DISTINCT * FROM orphan ORDER BY " + positions(key) + " LIMIT ?)"
                        + " SELECT counted.n, keys.* FROM (SELECT count(*) AS n FROM orphan) counted LEFT JOIN keys ON true";
        return HostTransaction.onConnection(
                tx,
                connection -> RowSecurity.refusing(connection, whole -> {
                    try (PreparedStatement select = whole.prepareStatement(sql)) {
                        select.setInt(1, sample);
                        try (ResultSet rows = select.executeQuery()) {
                            return read(key, rows);
                        }
                    }
                }));
    }

    /**
     * Moves the orphans into a backup table, in one statement. Whether to do so is the caller's decision; nothing here
     * deletes by itself.
     *
     * @param tx the caller's transaction
     * @param key the foreign key that is going to be added
     * @param backups where they go
     * @return the backup that holds them now
     * @throws IllegalStateException when another table's foreign key would delete or change rows along with them
     */
    public static Backup quarantine(DSLContext tx, ForeignKey key, Backups backups) {
        return backups.moveWhere(tx, key.child(), condition(key));
    }

    private static Orphans read(ForeignKey key, ResultSet rows) throws SQLException {
        long count = 0;
        List<List<String>> sample = new ArrayList<>();
        while (rows.next()) {
            count = rows.getLong(1);
            List<String> values = new ArrayList<>();
            for (int column = 2; column < key.columns().size() + 2; column++) {
                String value = rows.getString(column);
                if (value != null) {
                    values.add(value);
                }
            }
            // Without orphans, or without a sample, the one row holds the count alone.
            if (!values.isEmpty()) {
                sample.add(values);
            }
        }
        return new Orphans(key, count, sample);
    }

    private static String condition(ForeignKey key) {
        String present = key.columns().stream()
                .map(column -> "t." + TableName.quote(column) + " IS NOT NULL")
                .collect(Collectors.joining(" AND "));
        String match = IntStream.range(0, key.columns().size())
                .mapToObj(i -> "p." + TableName.quote(key.references().get(i)) + " = t."
                        + TableName.quote(key.columns().get(i)))
                .collect(Collectors.joining(" AND "));
        return present + " AND NOT EXISTS (SELECT FROM " + key.parent().sql() + " p WHERE " + match + ")";
    }

    private static String positions(ForeignKey key) {
        return IntStream.rangeClosed(1, key.columns().size())
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(", "));
    }
}
