package dev.holdfast.migration.sql;

import dev.holdfast.core.Require;

/**
 * A table by schema and name, exactly as the catalog has them.
 *
 * @param schema the schema's name, at most 63 characters
 * @param name the table's name, at most 63 characters
 */
public record TableName(String schema, String name) implements Comparable<TableName> {
    private static final int MAX_LENGTH = 63;

    /**
     * Checks the names.
     *
     * @throws IllegalArgumentException when one is blank or longer than PostgreSQL keeps
     */
    public TableName {
        Require.text("schema", schema, MAX_LENGTH);
        Require.text("name", name, MAX_LENGTH);
    }

    /**
     * A table of the schema {@code public} by its bare name, or of another one as {@code schema.table}.
     *
     * @param text one or two names with a dot between; taken as they are, without folding and without quotes
     * @return the name
     * @throws IllegalArgumentException when there are more than two parts, or one is blank
     */
    public static TableName of(String text) {
        int dot = text.indexOf('.');
        if (dot != text.lastIndexOf('.')) {
            throw new IllegalArgumentException(
                    "table must be 'name' or 'schema.name', got '" + text + "': use new TableName(schema, name)");
        }
        return dot < 0 ? new TableName("public", text) : new TableName(text.substring(0, dot), text.substring(dot + 1));
    }

    /**
     * The name as SQL text, both parts quoted.
     *
     * @return such as {@code "public"."user"}
     */
    public String sql() {
        return quote(schema) + "." + quote(name);
    }

    /**
     * An identifier as SQL text.
     *
     * @param identifier a name as the catalog has it
     * @return the name in double quotes
     */
    public static String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    @Override
    public int compareTo(TableName other) {
        int bySchema = schema.compareTo(other.schema);
        return bySchema != 0 ? bySchema : name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return schema + "." + name;
    }
}
