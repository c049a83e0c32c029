package dev.holdfast.migration.snapshot;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.migration.snapshot.CatalogObject.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads the catalog with one query for each kind of object. */
final class CatalogReader {
    private final Connection connection;
    private final SnapshotScope scope;

    CatalogReader(Connection connection, SnapshotScope scope) {
        this.connection = connection;
        this.scope = scope;
    }

    SortedMap<CatalogObject, String> read() throws SQLException {
        String path = setting("SELECT current_setting('search_path')", null);
        // Names in definitions are printed qualified unless the search path finds them.
        setting("SELECT set_config('search_path', ?, true)", "pg_catalog");
        TreeMap<CatalogObject, String> found = new TreeMap<>();
        Predicate<CatalogObject> wanted = scope.filter();
        for (Map.Entry<Kind, String> query : CatalogQueries.ALL.entrySet()) {
            read(query.getKey(), query.getValue(), wanted, found);
        }
        if (scope.withSequenceValues()) {
            read(Kind.SEQUENCE, CatalogQueries.SEQUENCE_VALUES, wanted, found);
        }
        setting("SELECT set_config('search_path', ?, true)", path);
        return found;
    }

    private void read(Kind kind, String sql, Predicate<CatalogObject> wanted, Map<CatalogObject, String> found)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(1, connection.createArrayOf("text", scope.schemas().toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    CatalogObject object =
                            new CatalogObject(kind, rows.getString(1), rows.getString(2), rows.getString(3));
                    if (wanted.test(object)) {
                        found.merge(object, String.valueOf(rows.getString(4)), (one, two) -> one + "; " + two);
                    }
                }
            }
        }
    }

    @CanIgnoreReturnValue
    private String setting(String sql, @Nullable String value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (value != null) {
                statement.setString(1, value);
            }
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return String.valueOf(rows.getString(1));
            }
        }
    }
}
