package dev.holdfast.migration.snapshot;

import dev.holdfast.migration.sql.ReadOnlyTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * The catalog of some schemas at one moment: every object with its definition.
 *
 * <p>A value: two snapshots that are equal come from schemas that cannot be told apart by anything listed in {@link
 * CatalogObject.Kind}. Thread-safe.
 *
 * <p><em>What it does not see.</em>
 *
 * <ul>
 *   <li>What belongs to the cluster: roles and memberships, settings of roles and databases, tablespaces, privileges on
 *       parameters.
 *   <li>What belongs to an extension, beside its version and how many objects it has; what was changed in the server's
 *       own schemas; what no schema holds, unless the scope is {@link SnapshotScope#everything}.
 *   <li>A subscription's connection string; of a user mapping's options anything but their names and a hash.
 *   <li>What is no definition: rows and large objects (see {@code snapshot.rows}), collected statistics, places that
 *       dropped columns still take, whether a foreign key of a table outside the scope is switched off on its parent
 *       inside.
 * </ul>
 */
public final class SchemaSnapshot {
    private final SortedMap<CatalogObject, String> definitions;

    private SchemaSnapshot(SortedMap<CatalogObject, String> definitions) {
        this.definitions = Collections.unmodifiableSortedMap(new TreeMap<>(definitions));
    }

    /** A snapshot of definitions that were read elsewhere. */
    static SchemaSnapshot of(SortedMap<CatalogObject, String> definitions) {
        return new SchemaSnapshot(definitions);
    }

    /**
     * Takes a snapshot.
     *
     * <p><em>Transaction.</em> Owns one read-only transaction at REPEATABLE READ.
     *
     * @param dataSource where to look
     * @param scope what to look at
     * @return the snapshot
     * @throws dev.holdfast.core.tx.DatabaseException when the catalog cannot be read
     */
    public static SchemaSnapshot take(DataSource dataSource, SnapshotScope scope) {
        return ReadOnlyTransaction.read(dataSource, "snapshot", connection -> read(connection, scope));
    }

    /**
     * Reads a snapshot on a connection that is inside a transaction.
     *
     * <p><em>Transaction.</em> Joins; for one consistent picture it has to be at REPEATABLE READ. Settings that change
     * how the server prints are fixed while reading ({@link PrintSettings}), and restored afterwards.
     *
     * @param connection the connection, not in autocommit
     * @param scope what to look at
     * @return the snapshot
     * @throws SQLException when the catalog cannot be read
     */
    public static SchemaSnapshot read(Connection connection, SnapshotScope scope) throws SQLException {
        return new SchemaSnapshot(new CatalogReader(connection, scope).read());
    }

    /**
     * The objects and their definitions.
     *
     * @return an unmodifiable map in a fixed order
     */
    public SortedMap<CatalogObject, String> definitions() {
        return definitions;
    }

    /**
     * The part that belongs to one table: its columns, constraints, indexes, triggers, grants and comments.
     *
     * @param schema the table's schema
     * @param table the table's name
     * @return a snapshot of that table
     */
    public SchemaSnapshot ofTable(String schema, String table) {
        TreeMap<CatalogObject, String> part = new TreeMap<>();
        definitions.forEach((object, definition) -> {
            if (object.schema().equals(schema) && object.owner().equals(table)) {
                part.put(object, definition);
            }
        });
        return new SchemaSnapshot(part);
    }

    /**
     * What has to change to get from this snapshot to a later one.
     *
     * @param after the later snapshot
     * @return the difference; empty when both are equal
     */
    public SchemaDiff diff(SchemaSnapshot after) {
        return SchemaDiff.between(this, after);
    }

    /**
     * The whole snapshot as text, one object a line group.
     *
     * @return the text, the same for equal snapshots
     */
    public String print() {
        return definitions.entrySet().stream().map(SchemaSnapshot::line).collect(Collectors.joining("\n"));
    }

    private static String line(Map.Entry<CatalogObject, String> entry) {
        return entry.getKey() + ": " + entry.getValue();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SchemaSnapshot that && definitions.equals(that.definitions);
    }

    @Override
    public int hashCode() {
        return definitions.hashCode();
    }

    @Override
    public String toString() {
        return "SchemaSnapshot[" + definitions.size() + " objects]";
    }
}
