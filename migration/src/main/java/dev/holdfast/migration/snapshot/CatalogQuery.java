package dev.holdfast.migration.snapshot;

import dev.holdfast.migration.snapshot.CatalogObject.Kind;

/**
 * A query of the catalog.
 *
 * @param kind what it finds
 * @param sql gives schema, owner, name and definition; takes the schemas as an array if it has a parameter
 */
record CatalogQuery(Kind kind, String sql) {
    boolean takesSchemas() {
        return sql.indexOf('?') >= 0;
    }
}
