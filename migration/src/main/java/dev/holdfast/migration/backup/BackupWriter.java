package dev.holdfast.migration.backup;

import dev.holdfast.core.tx.HostTransaction;
import dev.holdfast.migration.snapshot.SchemaSnapshot;
import dev.holdfast.migration.snapshot.SnapshotScope;
import dev.holdfast.migration.snapshot.rows.RowFingerprint;
import dev.holdfast.migration.sql.RowSecurity;
import dev.holdfast.migration.sql.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.DSLContext;

/** Writes backup tables. */
final class BackupWriter {
    private static final String FOREIGN_READERS = """
            SELECT CASE WHEN x.grantee = 0 THEN 'PUBLIC' ELSE pg_get_userbyid(x.grantee) END
            FROM pg_namespace n CROSS JOIN LATERAL aclexplode(n.nspacl) x
            WHERE n.nspname = ? AND x.grantee <> n.nspowner
            """;
    private static final String TABLE_READERS = """
            SELECT DISTINCT CASE WHEN x.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(x.grantee)) END
            FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) x
            WHERE c.oid = to_regclass(?) AND x.grantee <> c.relowner
            """;
    private static final String ACTING_REFERENCES = """
            SELECT conrelid::regclass::text FROM pg_constraint
            WHERE contype = 'f' AND confrelid = to_regclass(?) AND confdeltype IN ('c', 'n', 'd') ORDER BY 1
            """;

    private final BackupPolicy policy;
    private final Catalogue catalogue;

    BackupWriter(BackupPolicy policy, Catalogue catalogue) {
        this.policy = policy;
        this.catalogue = catalogue;
    }

    /**
     * Fixes the moment that all tables are seen at, and that all of their rows are seen or none. The locks come before the snapshot: what altered or truncated a table
     * until then is in it, and nothing can do so afterwards.
     */
    void beginSnapshot(Connection connection, List<TableName> sources) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            RowSecurity.refuse(connection);
            statement.execute("SET LOCAL lock_timeout = " + policy.lockTimeout().toMillis());
            statement.execute("LOCK TABLE "
                    + sources.stream().sorted().map(TableName::sql).collect(Collectors.joining(", "))
                    + " IN ACCESS SHARE MODE");
        }
        requirePrivate(connection);
    }

    void requirePrivate(Connection connection) throws SQLException {
        List<String> readers = texts(connection, FOREIGN_READERS, policy.schema());
        if (!readers.isEmpty()) {
            throw new IllegalStateException("backup schema " + policy.schema() + " must be closed to other roles, but "
                    + String.join(", ", readers) + " has a privilege on it: REVOKE ALL ON SCHEMA " + policy.schema()
                    + " from it");
        }
    }

    Backup copy(DSLContext tx, Connection connection, TableName source, UUID set, Backup.Dates dates)
            throws SQLException {
        TableName backup = freeName(tx, source, dates);
        String definition = definition(connection, source);
        execute(connection, "CREATE TABLE " + backup.sql() + " AS TABLE " + source.sql());
        closeToOthers(connection, backup);
        // Of the source, in the same snapshot: the copy is held against it when it is verified.
        RowFingerprint sum = RowFingerprint.of(connection, source);
        return insert(tx, source, backup, new Content(Backup.Kind.COPY, sum, definition), set, dates);
    }

    Backup move(DSLContext tx, Connection connection, TableName source, String condition, UUID set, Backup.Dates dates)
            throws SQLException {
        List<String> acting = texts(connection, ACTING_REFERENCES, source.sql());
        if (!acting.isEmpty()) {
            throw new IllegalStateException("rows of " + source + " must not be moved while the foreign key of "
                    + String.join(", ", acting) + " would delete or change rows along with them: move those first");
        }
        TableName backup = freeName(tx, source, dates);
        String definition = definition(connection, source);
        execute(connection, "CREATE TABLE " + backup.sql() + " AS TABLE " + source.sql() + " WITH NO DATA");
        closeToOthers(connection, backup);
        execute(
                connection,
                "WITH moved AS (DELETE FROM " + source.sql() + " t WHERE " + condition + " RETURNING t.*) INSERT INTO "
                        + backup.sql() + " SELECT * FROM moved");
        RowFingerprint sum = RowFingerprint.of(connection, backup);
        return insert(tx, source, backup, new Content(Backup.Kind.MOVED, sum, definition), set, dates);
    }

    boolean exists(DSLContext tx, TableName table) {
        return HostTransaction.onConnection(
                tx,
                connection -> !texts(connection, "SELECT 'found' WHERE to_regclass(?) IS NOT NULL", table.sql())
                        .isEmpty());
    }

    private Backup insert(
            DSLContext tx, TableName source, TableName backup, Content content, UUID set, Backup.Dates dates) {
        return catalogue.insert(
                tx,
                set,
                source,
                backup,
                new Backup.Content(content.kind, content.sum.rows(), content.sum.digest(), content.definition),
                dates);
    }

    /** A name that nobody has; the lock keeps others from choosing the same one before the catalogue shows it. */
    private TableName freeName(DSLContext tx, TableName source, Backup.Dates dates) {
        tx.execute("SELECT pg_advisory_xact_lock(hashtextextended('dev.holdfast.migration.backup', 0))");
        int attempt = 1;
        while (true) {
            TableName name = new TableName(policy.schema(), BackupName.of(source.name(), dates.takenAt(), attempt));
            if (!catalogue.isNameTaken(tx, name.name()) && !exists(tx, name)) {
                return name;
            }
            attempt++;
        }
    }

    /** Default privileges may have granted something on the new table. */
    private static void closeToOthers(Connection connection, TableName backup) throws SQLException {
        for (String reader : texts(connection, TABLE_READERS, backup.sql())) {
            execute(connection, "REVOKE ALL ON " + backup.sql() + " FROM " + reader);
        }
    }

    private static String definition(Connection connection, TableName source) throws SQLException {
        return SchemaSnapshot.read(connection, SnapshotScope.of(source.schema()))
                .ofTable(source.schema(), source.name())
                .print();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> texts(Connection connection, String sql, String bind) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, bind);
            try (ResultSet rows = select.executeQuery()) {
                List<String> texts = new ArrayList<>();
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
                return texts;
            }
        }
    }

    /** What was written, and what it was taken from. */
    private record Content(Backup.Kind kind, RowFingerprint sum, String definition) {}
}
