package dev.holdfast.migration.backup;

import dev.holdfast.migration.sql.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Count and checksum of a table's rows, whatever their order.
 *
 * <p>SHA-256 of each row's binary form, four parts of it added up over all rows: 1.0 and 1.00 differ, types without
 * equality (json, xml, point) are no obstacle, two equal rows do not cancel out, and no sort is needed.
 *
 * @param rows how many
 * @param digest the sums
 */
record Checksum(long rows, String digest) {
    static Checksum of(Connection connection, TableName table) throws SQLException {
        String sql = "SELECT count(*), concat_ws('.', " + part(1) + ", " + part(16) + ", " + part(31) + ", " + part(46)
                + ") FROM (SELECT encode(sha256(record_send(t)), 'hex') AS h FROM " + table.sql() + " t) hashed";
        try (Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery(sql)) {
            rows.next();
            return new Checksum(rows.getLong(1), rows.getString(2));
        }
    }

    /** The sum of fifteen hexadecimal digits of each hash; a sum of bigints is numeric and cannot overflow. */
    private static String part(int from) {
        return "coalesce(sum(('x' || substr(h, " + from + ", 15))::bit(60)::bigint), 0)";
    }
}
