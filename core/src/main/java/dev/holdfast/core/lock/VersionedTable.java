package dev.holdfast.core.lock;

import dev.holdfast.core.Require;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.UniqueKey;
import org.jspecify.annotations.Nullable;

/**
 * A host's table whose rows carry a version: where it is, its key, its version column, and what a row is called.
 *
 * <p>Names are written as the catalogue spells them and are always quoted, so reserved words such as {@code user} and
 * mixed case are fine. The version column holds whole numbers, is {@code NOT NULL}, and is advanced by nobody but
 * {@link OptimisticLock} and statements that obey the same rule; {@code dev.holdfast.core.lock.schema} writes the DDL.
 *
 * @param schema the schema, or null to leave it to the connection's {@code search_path}
 * @param table the table
 * @param keyColumns the columns that name one row, in the order in which {@link RowKey}s give their values
 * @param versionColumn the column that counts the changes
 * @param noun what a row is called in messages and audit events; the table's name unless {@link #withNoun} says
 */
public record VersionedTable(
        @Nullable String schema, String table, List<String> keyColumns, String versionColumn, String noun) {
    private static final String DEFAULT_VERSION_COLUMN = "version";
    private static final int MAX_KEY_COLUMNS = 16;
    private static final int MAX_NAME_BYTES = 63;
    private static final int MAX_NOUN = 64;
    private static final Pattern IDENTIFIER = Pattern.compile("(?!.*\\$\\{)[^\\p{Cntrl}]+");

    /**
     * Checks the names.
     *
     * @throws IllegalArgumentException when a name is not a possible identifier, there is no key column, a column is
     *     named twice, or the noun is blank or longer than 64 characters
     */
    public VersionedTable {
        if (schema != null) {
            requireIdentifier("schema", schema);
        }
        requireIdentifier("table", table);
        keyColumns = List.copyOf(keyColumns);
        Require.between("number of key columns", keyColumns.size(), 1, MAX_KEY_COLUMNS);
        keyColumns.forEach(column -> requireIdentifier("key column", column));
        requireIdentifier("versionColumn", versionColumn);
        List<String> all =
                Stream.concat(keyColumns.stream(), Stream.of(versionColumn)).toList();
        if (new HashSet<>(all).size() < all.size()) {
            throw new IllegalArgumentException(
                    "key columns and versionColumn of " + table + " must differ from each other, got " + all);
        }
        Require.text("noun", noun, MAX_NOUN);
    }

    /**
     * A table by plain names, with its version in the column {@code version}.
     *
     * @param table the table's name
     * @param keyColumns the columns of its key, one or several
     * @return the mapping
     * @throws IllegalArgumentException when a name is not a possible identifier, or no key column is given
     */
    public static VersionedTable of(String table, String... keyColumns) {
        return new VersionedTable(null, table, List.of(keyColumns), DEFAULT_VERSION_COLUMN, table);
    }

    /**
     * A table of jOOQ's generated classes, by its primary key.
     *
     * @param table the generated table
     * @param version its version column
     * @return the mapping
     * @throws IllegalArgumentException when the table has no primary key; give the key's columns by name then
     */
    public static VersionedTable of(Table<?> table, Field<? extends Number> version) {
        UniqueKey<?> key = table.getPrimaryKey();
        if (key == null) {
            throw new IllegalArgumentException("table " + table.getName()
                    + " must have a primary key; name its key columns with VersionedTable.of(name, columns)");
        }
        List<String> columns = key.getFields().stream().map(TableField::getName).toList();
        String schema = table.getSchema() == null ? "" : table.getSchema().getName();
        return new VersionedTable(
                schema.isEmpty() ? null : schema, table.getName(), columns, version.getName(), table.getName());
    }

    /**
     * The same table in a schema.
     *
     * @param value the schema's name
     * @return the mapping
     */
    public VersionedTable inSchema(String value) {
        return new VersionedTable(value, table, keyColumns, versionColumn, noun);
    }

    /**
     * The same table with its version in another column.
     *
     * @param value the column's name
     * @return the mapping
     */
    public VersionedTable withVersionColumn(String value) {
        return new VersionedTable(schema, table, keyColumns, value, noun);
    }

    /**
     * The same table with another word for its rows, such as {@code lending} for {@code token_lending}.
     *
     * @param value the word, at most 64 characters
     * @return the mapping
     */
    public VersionedTable withNoun(String value) {
        return new VersionedTable(schema, table, keyColumns, versionColumn, value);
    }

    /**
     * The table as it stands in SQL text.
     *
     * @return quoted, and qualified when the schema is given
     */
    public String sql() {
        return schema == null ? quoted(table) : quoted(schema) + "." + quoted(table);
    }

    /**
     * An identifier as it stands in SQL text: quoted, so that it is taken letter by letter.
     *
     * @param identifier the name as the catalogue spells it
     * @return the name in double quotes
     */
    public static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    static void requireIdentifier(String parameter, String value) {
        // A control character would break out of a comment; "${" would be a placeholder of the migration tool.
        Require.matching(parameter, value, IDENTIFIER, "must be an SQL identifier without control characters or ${");
        int bytes = value.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_NAME_BYTES) {
            // PostgreSQL would cut it silently and then name another column.
            throw new IllegalArgumentException(
                    parameter + " must have at most " + MAX_NAME_BYTES + " bytes, got " + bytes);
        }
    }
}
