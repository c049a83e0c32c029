package dev.holdfast.migration.history;

import dev.holdfast.migration.history.HistoryRow.Identity;
import dev.holdfast.migration.history.HistoryRow.Run;
import dev.holdfast.migration.sql.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;

/**
 * Flyway's history table: how it is made and read, and the key of its lock. What migrations write into it is
 * {@link HistoryEntries}'.
 *
 * <p><em>Transaction.</em> Every method joins the connection's transaction and ends none. Thread-safe.
 */
public final class HistoryTable {
    /** The first half of the key that Flyway locks; the second is the hash of the quoted table name. */
    private static final long LOCK_MAGIC = 77431708279161L;

    private static final String ABSENT_TABLE = "42P01";
    private static final String ABSENT_SCHEMA = "3F000";
    static final String COLUMNS = "installed_rank, version, description, type, script, checksum, installed_by,"
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

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
