package dev.holdfast.migration.history;

import dev.holdfast.migration.history.HistoryRow.Identity;
import dev.holdfast.migration.sql.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The SHA-256 of each script that was applied, in a table of our own beside Flyway's: its CRC32 anybody can hit.
 *
 * <p>A fingerprint belongs to one row of one history, and counts only while that row has the script and the checksum that it
 * had: a row that another tool wrote under the same number has none.
 *
 * <p><em>Transaction.</em> Every method joins. Thread-safe.
 */
public final class Fingerprints {
    /** Its columns, in order. */
    static final List<String> COLUMNS = List.of("history", "installed_rank", "script", "checksum", "sha256");

    private static final String ABSENT_TABLE = "42P01";
    private static final String ABSENT_SCHEMA = "3F000";
    private static final String DENIED = "42501";

    private final TableName table;

    /**
     * Fingerprints.
     *
     * @param table their table, which need not exist
     */
    public Fingerprints(TableName table) {
        this.table = table;
    }

    /**
     * A fingerprint.
     *
     * @param script the migration's name in the history
     * @param checksum Flyway's checksum of it
     * @param sha256 of its bytes, in hexadecimal digits
     */
    public record Fingerprint(String script, int checksum, String sha256) {}

    /**
     * Whether there is a table that this role may write.
     *
     * @param connection any
     * @return false where the module's tables were never made, or are not for this role
     * @throws SQLException when the query fails
     */
    public boolean areKept(Connection connection) throws SQLException {
        // Each question only after the one before it: to name a table in a schema that one may not use is an error.
        String sql = "SELECT CASE WHEN s.oid IS NULL OR NOT has_schema_privilege(s.oid, 'USAGE') THEN false"
                + " ELSE coalesce(has_table_privilege(to_regclass(?), 'SELECT')"
                + " AND has_table_privilege(to_regclass(?), 'INSERT')"
                + " AND has_table_privilege(to_regclass(?), 'UPDATE'), false) END"
                + " FROM (SELECT to_regnamespace(?)::oid AS oid) s";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, table.sql());
            select.setString(2, table.sql());
            select.setString(3, table.sql());
            select.setString(4, TableName.quote(table.schema()));
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /**
     * The fingerprints of a history.
     *
     * @param connection in auto-commit mode: where there is no table, a transaction would be dead afterwards
     * @param history whose
     * @return by the number of their rows; none where there is no table, or it is not for this role
     * @throws SQLException when the query fails
     */
    public Map<Integer, Fingerprint> of(Connection connection, TableName history) throws SQLException {
        String sql = "SELECT installed_rank, script, checksum, encode(sha256, 'hex') FROM " + table.sql()
                + " WHERE history = ?";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, history.sql());
            try (ResultSet rows = select.executeQuery()) {
                Map<Integer, Fingerprint> found = new HashMap<>();
                while (rows.next()) {
                    found.put(rows.getInt(1), new Fingerprint(rows.getString(2), rows.getInt(3), rows.getString(4)));
                }
                return found;
            }
        } catch (SQLException e) {
            if (List.of(ABSENT_TABLE, ABSENT_SCHEMA, DENIED).contains(e.getSQLState())) {
                return Map.of();
            }
            throw e;
        }
    }

    /**
     * One statement that writes a row of a history and its fingerprint, or neither.
     *
     * @param write inserts or updates one row at most, and ends where {@code RETURNING} could stand
     * @param history which history
     * @param identity what was run; it has a checksum
     * @param sha256 of its bytes
     * @return a statement that counts one row when the history's was written
     */
    String keeping(String write, TableName history, Identity identity, String sha256) {
        return "WITH written AS (" + write + " RETURNING installed_rank) INSERT INTO " + table.sql() + " ("
                + String.join(", ", COLUMNS) + ") SELECT " + Literal.of(history.sql()) + ", installed_rank, "
                + Literal.of(HistoryEntries.script(identity.script())) + ", "
                + identity.checksum().orElseThrow() + ", pg_catalog.decode('" + sha256
                + "', 'hex') FROM written ON CONFLICT (history, installed_rank) DO UPDATE SET script = excluded.script,"
                + " checksum = excluded.checksum, sha256 = excluded.sha256";
    }
}
