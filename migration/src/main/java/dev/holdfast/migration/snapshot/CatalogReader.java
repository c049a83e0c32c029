package dev.holdfast.migration.snapshot;

import dev.holdfast.migration.snapshot.CatalogObject.Kind;
import dev.holdfast.migration.sql.TableName;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the catalog with one query for each kind of object. */
final class CatalogReader {
    private final Connection connection;
    private final SnapshotScope scope;
    private final SortedMap<CatalogObject, String> found = new TreeMap<>();

    CatalogReader(Connection connection, SnapshotScope scope) {
        this.connection = connection;
        this.scope = scope;
    }

    SortedMap<CatalogObject, String> read() throws SQLException {
        return PrintSettings.fixed(connection, fixed -> {
            List<String> schemas = scope.schemasIn(fixed);
            Array bind = fixed.createArrayOf("text", schemas.toArray());
            for (CatalogQuery query : CatalogQueries.ALL) {
                read(query, bind);
            }
            if (scope.wholeDatabase()) {
                for (CatalogQuery query : DatabaseQueries.ALL) {
                    read(query, bind);
                }
            }
            if (scope.withSequenceValues()) {
                for (Map.Entry<TableName, String> value :
                        SequenceValues.read(fixed, schemas).entrySet()) {
                    TableName name = value.getKey();
                    add(new CatalogObject(Kind.SEQUENCE, name.schema(), name.name(), ""), value.getValue());
                }
            }
            return found;
        });
    }

    private void read(CatalogQuery query, Array schemas) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(query.sql())) {
            if (query.takesSchemas()) {
                select.setArray(1, schemas);
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    add(
                            new CatalogObject(query.kind(), rows.getString(1), rows.getString(2), rows.getString(3)),
                            String.valueOf(rows.getString(4)));
                }
            }
        }
    }

    private void add(CatalogObject object, String definition) {
        if (scope.sees(object)) {
            found.merge(object, definition, (one, two) -> one + "; " + two);
        }
    }
}
