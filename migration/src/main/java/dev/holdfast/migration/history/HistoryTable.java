package dev.holdfast.migration.history;

import dev.holdfast.migration.history.HistoryRow.Identity;
import dev.holdfast.migration.history.HistoryRow.Run;
import dev.holdfast.migration.sql.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;

/**
 * Flyway's history table: the one place that knows its columns, its row types and the key of its lock.
 *
 * <p><em>Transaction.</em> Every method joins the connection's transaction and ends none. Thread-safe.
 */
public final class HistoryTable {
    /** The first half of the key that Flyway locks; the second is the hash of the quoted table name. */
    private static final long LOCK_MAGIC = 77431708279161L;

    private static final String ABSENT_TABLE = "42P01";
    private static final String ABSENT_SCHEMA = "3F000";
    private static final String TAKEN_BACK = "DELETE";
    private static final String COLUMNS = "installed_rank, version, description, type, script, checksum, installed_by,"
            + " installed_on, execution_time, success";

    private final TableName table;

    /**
     * A history by its name.
     *
     * @param table the table, which need not exist
     */
    public HistoryTable(TableName table) {
        this.table = table;
    }

    /**
     * Its name.
     *
     * @return schema and table
     */
    public TableName name() {
        return table;
    }

    /**
     * The advisory lock that Flyway holds while it migrates with this table.
     *
     * @return the key
     */
    public long lockKey() {
        return LOCK_MAGIC + table.sql().hashCode();
    }

    /**
     * Reads it, with one query.
     *
     * @param connection in auto-commit mode: where there is no table, a transaction would be dead afterwards
     * @return its rows by rank; nothing when there is no such table
     * @throws SQLException when the query fails
     */
    public Optional<List<HistoryRow>> readIfPresent(Connection connection) throws SQLException {
        try {
            return Optional.of(read(connection));
        } catch (SQLException e) {
            if (ABSENT_TABLE.equals(e.getSQLState()) || ABSENT_SCHEMA.equals(e.getSQLState())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Reads it, with one query.
     *
     * @param connection on which it exists
     * @return its rows by rank
     * @throws SQLException when the query fails
     */
    public List<HistoryRow> read(Connection connection) throws SQLException {
        String sql = "SELECT " + COLUMNS + " FROM " + table.sql() + " ORDER BY installed_rank";
        try (Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery(sql)) {
            List<HistoryRow> all = new ArrayList<>();
            while (rows.next()) {
                all.add(row(rows));
            }
            return all;
        }
    }

    private static HistoryRow row(ResultSet rows) throws SQLException {
        Identity identity = new Identity(
                Optional.ofNullable(rows.getString(2)).map(MigrationVersion::fromVersion),
                rows.getString(3),
                rows.getString(4),
                rows.getString(5),
                Optional.ofNullable((Integer) rows.getObject(6)));
        Run run = new Run(rows.getString(7), rows.getTimestamp(8).toInstant(), Duration.ofMillis(rows.getInt(9)));
        return new HistoryRow(rows.getInt(1), identity, run, rows.getBoolean(10));
    }

    /**
     * Makes the table, exactly as Flyway does.
     *
     * @param connection inside a transaction
     * @throws SQLException when it cannot be made
     */
    public void create(Connection connection) throws SQLException {
        String plain = table.name();
        execute(
                connection,
                "CREATE TABLE " + table.sql() + " (installed_rank INT NOT NULL, version VARCHAR(50),"
                        + " description VARCHAR(200) NOT NULL, type VARCHAR(20) NOT NULL, script VARCHAR(1000) NOT NULL,"
                        + " checksum INTEGER, installed_by VARCHAR(100) NOT NULL,"
                        + " installed_on TIMESTAMP NOT NULL DEFAULT now(), execution_time INTEGER NOT NULL,"
                        + " success BOOLEAN NOT NULL);"
                        + " ALTER TABLE " + table.sql() + " ADD CONSTRAINT " + TableName.quote(plain + "_pk")
                        + " PRIMARY KEY (installed_rank);"
                        + " CREATE INDEX " + TableName.quote(plain + "_s_idx") + " ON " + table.sql() + " (success)");
    }

    /**
     * Writes that the schema was made together with this history.
     *
     * @param connection inside a transaction
     * @param rank the row's rank: 0 when it is the first row, as Flyway's migrate writes it
     * @throws SQLException when the row cannot be written
     */
    public void markSchemaCreated(Connection connection, int rank) throws SQLException {
        marker(connection, rank, null, "SCHEMA", "<< Flyway Schema Creation >>", TableName.quote(table.schema()));
    }

    /**
     * Writes the line below which nothing is applied.
     *
     * @param connection inside a transaction
     * @param version the version that the schema has
     * @throws SQLException when the row cannot be written
     */
    public void markBaseline(Connection connection, MigrationVersion version) throws SQLException {
        marker(connection, 1, version.toString(), "BASELINE", "<< Flyway Baseline >>", "<< Flyway Baseline >>");
    }

    private void marker(
            Connection connection, int rank, @Nullable String version, String type, String description, String script)
            throws SQLException {
        String sql = "INSERT INTO " + table.sql() + " (installed_rank, version, description, type, script, checksum,"
                + " installed_by, execution_time, success) VALUES (?, ?, ?, ?, ?, NULL, current_user, 0, true)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setInt(1, rank);
            insert.setString(2, version);
            insert.setString(3, description);
            insert.setString(4, type);
            insert.setString(5, script);
            insert.executeUpdate();
        }
    }

    /**
     * Writes that an applied migration was taken back, as Flyway's own repair does: a row of type DELETE with the
     * migration's version, description, script and checksum. UNDO_SQL would make every open-source Flyway fail.
     *
     * @param connection inside the transaction of the undo
     * @param row the applied migration, which must be the last row of its version
     * @param took how long the undo ran
     * @return whether the row was written; not when the history has changed
     * @throws SQLException when the row cannot be written
     */
    public boolean takeBack(Connection connection, HistoryRow row, Duration took) throws SQLException {
        String sql = "INSERT INTO " + table.sql()
                + " (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)"
                + " SELECT (SELECT max(installed_rank) + 1 FROM " + table.sql() + "), version, description, '"
                + TAKEN_BACK + "', script, checksum, current_user, ?, true FROM " + table.sql() + " h"
                + " WHERE installed_rank = ? AND success AND NOT EXISTS (SELECT FROM " + table.sql()
                + " later WHERE later.version = h.version AND later.installed_rank > h.installed_rank)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setInt(1, Math.toIntExact(took.toMillis()));
            insert.setInt(2, row.rank());
            return insert.executeUpdate() == 1;
        }
    }

    /**
     * The statement that writes a migration's row, for a batch that ends with it.
     *
     * @param rank the row's rank
     * @param identity what is run
     * @param end how it ends
     * @return one INSERT that writes one row, or none when its guard does not hold; its time is that of the transaction
     */
    public String insertSql(int rank, Identity identity, RowEnd end) {
        return "INSERT INTO " + table.sql() + " (" + COLUMNS + ") SELECT " + rank + ", "
                + literal(identity.version().map(MigrationVersion::toString).orElse(null)) + ", "
                + literal(abbreviated(identity.description())) + ", " + literal(identity.type()) + ", "
                + literal(script(identity.script())) + ", "
                + identity.checksum().map(Object::toString).orElse("NULL") + ", " + literal(end.by())
                + ", pg_catalog.now(), " + end.millis() + ", " + end.success() + " WHERE " + end.guard();
    }

    /**
     * How a row ends.
     *
     * @param by the database role
     * @param millis an SQL expression for how long the migration ran, in milliseconds
     * @param success whether it came to its end
     * @param guard an SQL condition without which the row is not written
     */
    public record RowEnd(String by, String millis, boolean success, String guard) {}

    /**
     * Writes that a migration which was begun came to its end.
     *
     * @param connection inside a transaction
     * @param rank the row's rank
     * @param took how long the migration ran
     * @return whether there was such a row, and it said that the migration had not
     * @throws SQLException when the row cannot be written
     */
    public boolean markSucceeded(Connection connection, int rank, Duration took) throws SQLException {
        String sql = "UPDATE " + table.sql() + " SET success = true, execution_time = ?, installed_on = now()"
                + " WHERE installed_rank = ? AND NOT success";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setInt(1, (int) Math.min(Integer.MAX_VALUE, took.toMillis()));
            update.setInt(2, rank);
            return update.executeUpdate() == 1;
        }
    }

    /**
     * Writes whether a migration stands.
     *
     * @param connection inside a transaction
     * @param rank the row's rank
     * @param success whether it does
     * @param guard an SQL condition without which it is not written
     * @return whether it was written; not when the row said so already, or the condition does not hold
     * @throws SQLException when it cannot be written
     */
    public boolean setSuccess(Connection connection, int rank, boolean success, String guard) throws SQLException {
        String sql =
                "UPDATE " + table.sql() + " SET success = ? WHERE installed_rank = ? AND success <> ? AND " + guard;
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setBoolean(1, success);
            update.setInt(2, rank);
            update.setBoolean(3, success);
            return update.executeUpdate() == 1;
        }
    }

    /**
     * Writes the checksum of a migration that was interrupted and whose script was corrected since.
     *
     * @param connection inside a transaction
     * @param rank the row's rank
     * @param checksum what the script is like now
     * @throws SQLException when it cannot be written
     */
    public void updateChecksum(Connection connection, int rank, Optional<Integer> checksum) throws SQLException {
        String sql = "UPDATE " + table.sql() + " SET checksum = ? WHERE installed_rank = ? AND NOT success";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setObject(1, checksum.orElse(null), Types.INTEGER);
            update.setInt(2, rank);
            update.executeUpdate();
        }
    }

    /**
     * Whether the table exists.
     *
     * @param connection any
     * @return true when it does
     * @throws SQLException when the query fails
     */
    public boolean exists(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
            select.setString(1, table.sql());
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    /**
     * Drops the table.
     *
     * @param connection inside a transaction
     * @throws SQLException when it cannot be dropped
     */
    public void drop(Connection connection) throws SQLException {
        execute(connection, "DROP TABLE " + table.sql());
    }

    /** Longer texts are cut as Flyway cuts them, or its validation would see another description. */
    static String abbreviated(String description) {
        return description.length() <= 200 ? description : description.substring(0, 197) + "...";
    }

    private static String script(String script) {
        return script.length() <= 1000 ? script : "..." + script.substring(3, 1000);
    }

    private static String literal(@Nullable String text) {
        // The escaping form reads the same whatever standard_conforming_strings says.
        return text == null ? "NULL" : "E'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
