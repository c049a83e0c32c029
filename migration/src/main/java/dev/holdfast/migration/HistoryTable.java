package dev.holdfast.migration;

import dev.holdfast.migration.sql.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;

/**
 * Flyway's history table as we read and write it: the one place that knows its columns, its row types and the key of its
 * lock.
 */
final class HistoryTable {
    /** The first half of the key that Flyway locks; the second is the hash of the quoted table name. */
    private static final long LOCK_MAGIC = 77431708279161L;

    private static final String TAKEN_BACK = "DELETE";
    private static final Set<String> NO_MIGRATION = Set.of("SCHEMA", "BASELINE", "SQL_BASELINE", "JDBC_BASELINE");
    private static final Set<String> UNDOING = Set.of(TAKEN_BACK, "UNDO_SQL", "UNDO_JDBC");

    private final TableName table;

    HistoryTable(TableName table) {
        this.table = table;
    }

    /** The advisory lock that Flyway holds while it migrates with this table. */
    long lockKey() {
        return LOCK_MAGIC + table.sql().hashCode();
    }

    boolean exists(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
            select.setString(1, table.sql());
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    List<Entry> entries(Connection connection) throws SQLException {
        String sql = "SELECT installed_rank, version, description, type, script, checksum, success FROM " + table.sql()
                + " ORDER BY installed_rank";
        try (Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery(sql)) {
            List<Entry> entries = new ArrayList<>();
            while (rows.next()) {
                entries.add(new Entry(
                        rows.getInt(1), rows.getString(2), rows.getString(4), rows.getString(5), rows.getBoolean(7)));
            }
            return entries;
        }
    }

    /** The versions that are applied now, oldest first; failed ones among them. */
    static List<Entry> standing(List<Entry> entries) {
        List<Entry> standing = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.version() == null || NO_MIGRATION.contains(entry.type())) {
                continue;
            }
            standing.removeIf(other -> other.sameVersion(entry.version()));
            if (!UNDOING.contains(entry.type())) {
                standing.add(entry);
            }
        }
        standing.sort(Comparator.comparing(Entry::parsed));
        return standing;
    }

    /** Whether the schema was created together with this history. */
    static boolean createdSchema(List<Entry> entries) {
        return entries.stream().anyMatch(entry -> entry.type().equals("SCHEMA"));
    }

    /**
     * Writes that an applied migration was taken back, as Flyway's own repair does: a row of type DELETE with the
     * migration's version, description, script and checksum. UNDO_SQL would make every open-source Flyway fail.
     */
    boolean takeBack(Connection connection, Entry entry, int millis) throws SQLException {
        String sql = "INSERT INTO " + table.sql()
                + " (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)"
                + " SELECT (SELECT max(installed_rank) + 1 FROM " + table.sql() + "), version, description, '"
                + TAKEN_BACK + "', script, checksum, current_user, ?, true FROM " + table.sql() + " h"
                + " WHERE installed_rank = ? AND success AND NOT EXISTS (SELECT FROM " + table.sql()
                + " later WHERE later.version = h.version AND later.installed_rank > h.installed_rank)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setInt(1, millis);
            insert.setInt(2, entry.rank());
            return insert.executeUpdate() == 1;
        }
    }

    void drop(Connection connection) throws SQLException {
        try (Statement drop = connection.createStatement()) {
            drop.execute("DROP TABLE " + table.sql());
        }
    }

    static Optional<MigrationVersion> parse(String version) {
        try {
            return Optional.of(MigrationVersion.fromVersion(version));
        } catch (RuntimeException malformed) {
            // A malformed version is an unknown version to the caller; the text says nothing more.
            return Optional.empty();
        }
    }

    /** One row of the history. */
    record Entry(int rank, @Nullable String version, String type, String script, boolean success) {
        MigrationVersion parsed() {
            return MigrationVersion.fromVersion(version == null ? "0" : version);
        }

        boolean sameVersion(@Nullable String other) {
            return other != null && version != null && parsed().equals(MigrationVersion.fromVersion(other));
        }
    }
}
