package dev.holdfast.migration.history;

import dev.holdfast.migration.history.HistoryRow.Identity;
import dev.holdfast.migration.sql.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.Optional;
import org.flywaydb.core.api.MigrationVersion;

/**
 * What migrations write into Flyway's history: that they were applied, that they are half done, that they were taken back.
 *
 * <p><em>Transaction.</em> Every method joins the connection's transaction and ends none. Thread-safe.
 */
public final class HistoryEntries {
    private static final String TAKEN_BACK = "DELETE";

    /** The last run of each repeatable migration, where it came after a row and was not taken back. */
    private static final String REPEATED = " WHERE h.version IS NULL AND h.installed_rank > ? AND h.success"
            + " AND h.type NOT IN ('SCHEMA', 'BASELINE', '" + TAKEN_BACK + "') AND NOT EXISTS (SELECT FROM %s later"
            + " WHERE later.version IS NULL AND later.description = h.description"
            + " AND later.installed_rank > h.installed_rank)";

    private final TableName table;
    private final Optional<Fingerprints> fingerprints;

    /**
     * The entries of a history.
     *
     * @param table the history
     * @param fingerprints where scripts' fingerprints are kept, if they are
     */
    public HistoryEntries(TableName table, Optional<Fingerprints> fingerprints) {
        this.table = table;
        this.fingerprints = fingerprints;
    }

    /**
     * The statement that writes a migration's row, and its fingerprint with it, for a batch that ends with it.
     *
     * @param entry what is run
     * @param end how it ends
     * @return one statement that counts one row, or none when its guard does not hold; its time is that of the transaction
     */
    public String insertSql(Entry entry, RowEnd end) {
        Identity identity = entry.identity();
        String insert = "INSERT INTO " + table.sql() + " (" + HistoryTable.COLUMNS + ") SELECT " + entry.rank() + ", "
                + Literal.of(identity.version().map(MigrationVersion::toString).orElse(null)) + ", "
                + Literal.of(abbreviated(identity.description())) + ", " + Literal.of(identity.type()) + ", "
                + Literal.of(script(identity.script())) + ", "
                + identity.checksum().map(Object::toString).orElse("NULL") + ", " + Literal.of(end.by())
                + ", pg_catalog.now(), " + end.millis() + ", " + end.success() + " WHERE " + end.guard();
        return end.success() ? kept(insert, entry) : insert;
    }

    private String kept(String write, Entry entry) {
        return fingerprints.isPresent() && entry.sha256().isPresent()
                ? fingerprints
                        .get()
                        .keeping(write, table, entry.identity(), entry.sha256().get())
                : write;
    }

    /**
     * A migration on its way into the history.
     *
     * @param rank its row's rank
     * @param identity what is run
     * @param sha256 of its script's bytes, in hexadecimal digits; none for a class
     */
    public record Entry(int rank, Identity identity, Optional<String> sha256) {}

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
     * Writes that a migration which was begun came to its end, and its fingerprint with it.
     *
     * @param connection inside a transaction
     * @param entry what was run
     * @param took how long the migration ran
     * @return whether there was such a row, and it said that the migration had not
     * @throws SQLException when the row cannot be written
     */
    public boolean markSucceeded(Connection connection, Entry entry, Duration took) throws SQLException {
        String sql = "UPDATE " + table.sql() + " SET success = true, execution_time = ?, installed_on = now()"
                + " WHERE installed_rank = ? AND NOT success";
        try (PreparedStatement update = connection.prepareStatement(kept(sql, entry))) {
            update.setInt(1, (int) Math.min(Integer.MAX_VALUE, took.toMillis()));
            update.setInt(2, entry.rank());
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
     * @param entry what the script is like now
     * @throws SQLException when it cannot be written
     */
    public void updateChecksum(Connection connection, Entry entry) throws SQLException {
        String sql = "UPDATE " + table.sql() + " SET checksum = ? WHERE installed_rank = ? AND NOT success";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setObject(1, entry.identity().checksum().orElse(null), Types.INTEGER);
            update.setInt(2, entry.rank());
            update.executeUpdate();
        }
    }

    /**
     * Writes that an applied migration was taken back, as Flyway's own repair does: a row of type DELETE with the
     * migration's version, description, script and checksum. UNDO_SQL would make every open-source Flyway fail.
     *
     * <p>Repeatable migrations that were run after it get such a row as well: what they made stood on it, and went with it
     * where the undo says CASCADE. To every Flyway they are pending again, although their scripts have not changed.
     *
     * @param connection inside the transaction of the undo
     * @param row the applied migration, which must be the last row of its version
     * @param took how long the undo ran
     * @return whether the row was written; not when the history has changed
     * @throws SQLException when the row cannot be written
     */
    public boolean takeBack(Connection connection, HistoryRow row, Duration took) throws SQLException {
        String which = " WHERE h.installed_rank = ? AND h.success AND NOT EXISTS (SELECT FROM " + table.sql()
                + " later WHERE later.version = h.version AND later.installed_rank > h.installed_rank)";
        boolean written = delete(connection, which, row.rank(), Math.toIntExact(took.toMillis())) == 1;
        if (written) {
            int unused = delete(connection, REPEATED.formatted(table.sql()), row.rank(), 0);
        }
        return written;
    }

    private int delete(Connection connection, String which, int rank, int millis) throws SQLException {
        String sql = "INSERT INTO " + table.sql()
                + " (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)"
                + " SELECT (SELECT max(installed_rank) FROM " + table.sql() + ")"
                + " + row_number() OVER (ORDER BY h.installed_rank), h.version, h.description, '" + TAKEN_BACK
                + "', h.script, h.checksum, current_user, ?, true FROM " + table.sql() + " h" + which;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setInt(1, millis);
            insert.setInt(2, rank);
            return insert.executeUpdate();
        }
    }

    /** Longer texts are cut as Flyway cuts them, or its validation would see another description. */
    static String abbreviated(String description) {
        return description.length() <= 200 ? description : description.substring(0, 197) + "...";
    }

    static String script(String script) {
        return script.length() <= 1000 ? script : "..." + script.substring(3, 1000);
    }
}
