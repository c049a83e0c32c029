package dev.holdfast.migration.snapshot.rows;

import dev.holdfast.migration.snapshot.PrintSettings;
import dev.holdfast.migration.snapshot.SnapshotScope;
import dev.holdfast.migration.sql.RowSecurity;
import dev.holdfast.migration.sql.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Count and digest of a table's rows, whatever the order of the rows and of the columns.
 *
 * <p>SHA-256 of each row's bytes, columns by name, four parts of each hash added up over all rows: 1.0 and 1.00 differ,
 * and so do two spellings of a json; two equal rows do not cancel out; no sort is needed.
 *
 * @param rows how many
 * @param digest the sums; says nothing about a row
 */
public record RowFingerprint(long rows, String digest) {
    /** Of no rows at all. */
    static final RowFingerprint NONE = new RowFingerprint(0, "0.0.0.0");

    /**
     * Reads a table, with what is partitioned off it or inherits from it.
     *
     * <p><em>Transaction.</em> Joins.
     *
     * @param connection inside a transaction
     * @param table the table, or a materialised view
     * @return the fingerprint
     * @throws SQLException when there is no such table; with SQLSTATE 42501 when a policy would filter its rows
     */
    public static RowFingerprint of(Connection connection, TableName table) throws SQLException {
        return RowSecurity.refusing(
                connection,
                whole -> PrintSettings.fixed(whole, fixed -> {
                    String row = RowColumns.of(fixed, SnapshotScope.of(table.schema()), RowColumns.Form.ANY)
                            .getOrDefault(table, RowColumns.NONE)
                            .expression();
                    return query(fixed, row, table.sql());
                }));
    }

    /** Of the rows of a FROM item, each by an expression that is a row or a bytea over the alias {@code t}. */
    static RowFingerprint query(Connection connection, String bytes, String from) throws SQLException {
        String sql = "SELECT count(*), concat_ws('.', " + part(1) + ", " + part(16) + ", " + part(31) + ", " + part(46)
                + ") FROM (SELECT encode(sha256(" + bytes + "), 'hex') AS h FROM " + from + " t) hashed";
        try (Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery(sql)) {
            rows.next();
            return new RowFingerprint(rows.getLong(1), rows.getString(2));
        }
    }

    /** The sum of fifteen hexadecimal digits of each hash; a sum of bigints is numeric and cannot overflow. */
    private static String part(int from) {
        return "coalesce(sum(('x' || substr(h, " + from + ", 15))::bit(60)::bigint), 0)";
    }
}
