package dev.holdfast.migration.snapshot.rows;

import dev.holdfast.migration.snapshot.PrintSettings;
import dev.holdfast.migration.snapshot.SequenceValues;
import dev.holdfast.migration.snapshot.SnapshotScope;
import dev.holdfast.migration.snapshot.rows.RowColumns.Form;
import dev.holdfast.migration.sql.ReadOnlyTransaction;
import dev.holdfast.migration.sql.RowSecurity;
import dev.holdfast.migration.sql.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * The rows of many tables, the sequences and the large objects at one moment, by count and digest.
 *
 * <p>Each row counts once, where it is stored: partitions and inherited tables by themselves, their parents without them.
 * Materialised views are tables here; views and foreign tables have no rows of their own. A value; holds no row.
 *
 * @param tables the tables by name
 * @param sequences where each sequence stands
 * @param largeObjects the large objects; their bytes only where the role may read them
 */
public record DataSnapshot(
        SortedMap<TableName, TableRows> tables, SortedMap<TableName, String> sequences, RowFingerprint largeObjects) {
    private static final String PAGES_READABLE = "SELECT has_table_privilege('pg_largeobject', 'SELECT')";

    /** Copies the maps. */
    public DataSnapshot {
        tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
        sequences = Collections.unmodifiableSortedMap(new TreeMap<>(sequences));
    }

    /**
     * What is known of one table.
     *
     * @param columns its columns by name, each with its type
     * @param fingerprint its rows
     */
    public record TableRows(List<String> columns, RowFingerprint fingerprint) {
        /** Copies the list. */
        public TableRows {
            columns = List.copyOf(columns);
        }
    }

    /**
     * Reads every table once.
     *
     * <p><em>Transaction.</em> Owns one read-only transaction at REPEATABLE READ.
     *
     * @param dataSource where to look
     * @param scope which schemas and tables
     * @return the snapshot
     * @throws dev.holdfast.core.tx.DatabaseException when a table cannot be read; with SQLSTATE 42501 also when a policy
     *     would filter its rows
     */
    public static DataSnapshot take(DataSource dataSource, SnapshotScope scope) {
        return ReadOnlyTransaction.read(dataSource, "snapshot of rows", connection -> read(connection, scope));
    }

    /**
     * Reads every table once, on a connection that is inside a transaction.
     *
     * <p><em>Transaction.</em> Joins; for one consistent picture it has to be at REPEATABLE READ. Sequences stand outside
     * of any snapshot.
     *
     * @param connection the connection, not in autocommit
     * @param scope which schemas and tables
     * @return the snapshot
     * @throws SQLException as {@link #take}
     */
    public static DataSnapshot read(Connection connection, SnapshotScope scope) throws SQLException {
        return RowSecurity.refusing(connection, whole -> PrintSettings.fixed(whole, fixed -> readFixed(fixed, scope)));
    }

    private static DataSnapshot readFixed(Connection connection, SnapshotScope scope) throws SQLException {
        TreeMap<TableName, TableRows> tables = new TreeMap<>();
        for (Map.Entry<TableName, RowColumns> table :
                RowColumns.of(connection, scope, Form.STORED).entrySet()) {
            RowColumns columns = table.getValue();
            RowFingerprint rows = RowFingerprint.query(
                    connection, columns.expression(), "ONLY " + table.getKey().sql());
            tables.put(table.getKey(), new TableRows(columns.columns(), rows));
        }
        SortedMap<TableName, String> sequences = SequenceValues.read(connection, scope.schemasIn(connection));
        sequences.keySet().removeIf(name -> !scope.seesTable(name.schema(), name.name()));
        return new DataSnapshot(
                tables, sequences, scope.wholeDatabase() ? largeObjects(connection) : RowFingerprint.NONE);
    }

    private static RowFingerprint largeObjects(Connection connection) throws SQLException {
        String pages = readable(connection)
                ? "(SELECT string_agg(int4send(p.pageno) || p.data, '' ORDER BY p.pageno) FROM pg_largeobject p"
                        + " WHERE p.loid = t.oid)"
                : "NULL::bytea";
        return RowFingerprint.query(
                connection,
                "record_send(ROW(t.oid, pg_get_userbyid(t.lomowner), t.lomacl::text, " + pages + "))",
                "pg_largeobject_metadata");
    }

    private static boolean readable(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery(PAGES_READABLE)) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    /**
     * How many rows there are in all tables.
     *
     * @return the count
     */
    public long rows() {
        return tables.values().stream()
                .mapToLong(table -> table.fingerprint().rows())
                .sum();
    }

    /**
     * What differs in a later snapshot.
     *
     * @param after the later snapshot
     * @return the difference; empty when both are equal
     */
    public DataDiff diff(DataSnapshot after) {
        return DataDiff.between(this, after);
    }

    @Override
    public String toString() {
        return "DataSnapshot[" + tables.size() + " tables, " + rows() + " rows]";
    }
}
