package dev.holdfast.migration.apply.step;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * An index as {@code CREATE INDEX} names it: it lives in the schema of its table, whatever the search path says.
 *
 * @param name its name as it stands in the statement
 * @param table its table as it stands in the statement
 */
record IndexName(String name, String table) {
    private static final String FROM = " FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid"
            + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
            + " JOIN pg_catalog.pg_class t ON t.oid = to_regclass(?)"
            + " WHERE c.relname = (parse_ident(?))[1] AND c.relnamespace = t.relnamespace";

    /** Whether it is valid; none when there is no such index. */
    Optional<Boolean> isValid(Connection connection) throws SQLException {
        return text(connection, "SELECT (i.indisvalid AND i.indisready)::text" + FROM)
                .map(Boolean::parseBoolean);
    }

    /** Its name with its schema. */
    String qualified(Connection connection) throws SQLException {
        return text(connection, "SELECT format('%I.%I', n.nspname, c.relname)" + FROM)
                .orElse(name);
    }

    private Optional<String> text(Connection connection, String sql) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, table);
            select.setString(2, name);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
            }
        }
    }
}
