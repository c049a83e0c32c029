package dev.holdfast.migration.snapshot;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a snapshot looks at.
 *
 * @param schemas the schemas, sorted; none for the whole database
 * @param ignoredTables tables left out with all that belongs to them, as {@code schema.table}
 * @param withSequenceValues whether the sequences' current values belong to the picture
 */
public record SnapshotScope(List<String> schemas, List<String> ignoredTables, boolean withSequenceValues) {
    /** Those of the server and of temporary tables are nobody's. */
    private static final String ALL_SCHEMAS =
            "SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' ORDER BY 1";

    /** Sorts and copies the lists. */
    public SnapshotScope {
        schemas = List.copyOf(new TreeSet<>(schemas));
        ignoredTables = List.copyOf(new TreeSet<>(ignoredTables));
    }

    /**
     * Everything in these schemas but the sequences' values.
     *
     * @param schemas their names; one that does not exist is simply absent from the snapshot
     * @return the scope
     * @throws IllegalArgumentException when there is no schema
     */
    public static SnapshotScope of(String... schemas) {
        if (schemas.length == 0) {
            throw new IllegalArgumentException("schemas must name at least one schema");
        }
        return new SnapshotScope(List.of(schemas), List.of(), false);
    }

    /**
     * Every schema but the server's own, those that do not exist yet among them, and what no schema holds: casts, event
     * triggers, languages, foreign servers, publications. Without the sequences' values.
     *
     * @return the scope
     */
    public static SnapshotScope everything() {
        return new SnapshotScope(List.of(), List.of(), false);
    }

    /**
     * The same without some tables, such as history tables.
     *
     * @param tables each as {@code schema.table}
     * @return the scope
     */
    public SnapshotScope ignoring(String... tables) {
        List<String> all =
                Stream.concat(ignoredTables.stream(), Stream.of(tables)).toList();
        return new SnapshotScope(schemas, all, withSequenceValues);
    }

    /**
     * The same with the sequences' current values.
     *
     * @return the scope
     */
    public SnapshotScope includingSequenceValues() {
        return new SnapshotScope(schemas, ignoredTables, true);
    }

    /**
     * Whether it is the whole database, and not some schemas of it.
     *
     * @return true for {@link #everything}
     */
    public boolean wholeDatabase() {
        return schemas.isEmpty();
    }

    /**
     * Whether a table belongs to the picture.
     *
     * @param schema its schema
     * @param table its name
     * @return false for one that is ignored
     */
    public boolean seesTable(String schema, String table) {
        return !ignoredTables.contains(schema + "." + table);
    }

    /**
     * The schemas to look at in this database, now.
     *
     * @param connection asked when it is the whole database
     * @return their names
     * @throws SQLException when the catalog cannot be read
     */
    public List<String> schemasIn(Connection connection) throws SQLException {
        if (!wholeDatabase()) {
            return schemas;
        }
        try (Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery(ALL_SCHEMAS)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    boolean sees(CatalogObject object) {
        return seesTable(object.schema(), object.owner());
    }
}
