package dev.holdfast.migration.proof;

import dev.holdfast.migration.snapshot.SchemaDiff;
import dev.holdfast.migration.snapshot.SchemaSnapshot;
import dev.holdfast.migration.snapshot.SnapshotScope;
import dev.holdfast.migration.snapshot.rows.DataDiff;
import dev.holdfast.migration.snapshot.rows.DataSnapshot;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A database at one moment: catalog, rows, sequences, large objects.
 *
 * @param catalog every object with its definition
 * @param data rows by count and digest, sequences by value
 */
public record UndoPicture(SchemaSnapshot catalog, DataSnapshot data) {
    /**
     * Takes a picture on a connection that is inside a transaction.
     *
     * <p><em>Transaction.</em> Joins. Reads every row of every table in the scope.
     *
     * @param connection the connection
     * @param scope what to look at
     * @return the picture
     * @throws SQLException when something cannot be read; with SQLSTATE 42501 also when a policy would filter rows
     */
    public static UndoPicture read(Connection connection, SnapshotScope scope) throws SQLException {
        return new UndoPicture(SchemaSnapshot.read(connection, scope), DataSnapshot.read(connection, scope));
    }

    /**
     * Whether a later picture shows the same.
     *
     * @param after the later picture
     * @return exact, column order only, or what differs
     */
    public UndoVerdict compare(UndoPicture after) {
        SchemaDiff schema = catalog.diff(after.catalog);
        DataDiff rows = data.diff(after.data);
        List<String> lines = new ArrayList<>();
        schema.changes().forEach(change -> lines.add(change.toString().replaceAll("\\s+", " ")));
        if (rows.isEmpty() && schema.isEmpty()) {
            return new UndoVerdict.Exact();
        }
        if (rows.isEmpty() && schema.isColumnOrderOnly()) {
            return new UndoVerdict.ColumnOrderOnly(lines);
        }
        lines.addAll(rows.sequences());
        return new UndoVerdict.Differs(lines, rows.rows());
    }
}
