package dev.holdfast.migration.snapshot.rows;

import dev.holdfast.migration.snapshot.SnapshotScope;
import dev.holdfast.migration.sql.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A table's columns by name, and the expression that turns a row into bytes.
 *
 * <p>The server's own types by their binary form. Others by their text, which pg_dump relies on as well: a type of the
 * database's own carries its number in the binary form of a row, and gets a new one when it is dropped and made again;
 * some types have no binary form; that of {@code regclass} and its kin is a number. The text comes from {@code format},
 * which calls the type's output function; a cast could be one that somebody wrote.
 *
 * @param columns each with its type
 * @param expression gives {@code bytea} over the alias {@code t}
 */
record RowColumns(List<String> columns, String expression) {
    static final RowColumns NONE = new RowColumns(List.of(), "record_send(ROW())");

    private static final String COLUMNS = """
            SELECT n.nspname, c.relname, a.attname, a.attname || ' ' || format_type(a.atttypid, a.atttypmod),
                   t.oid < 16384 AND t.typtype IN ('b', 'r', 'm') AND t.typsend <> 0 AND t.typname !~ '^_?reg'
                   AND coalesce((SELECT e.typsend <> 0 FROM pg_type e WHERE e.oid = t.typelem), true)
            FROM pg_class c
            JOIN pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            LEFT JOIN pg_type t ON t.oid = a.atttypid
            WHERE n.nspname = ANY (?) AND c.relkind = ANY (?::"char"[]) AND c.relispopulated
            ORDER BY n.nspname, c.relname, a.attname COLLATE "C"
            """;

    /** Which relations are meant. */
    enum Form {
        /** Whatever holds rows, or whose parts hold them. */
        ANY("{r,p,m,f}"),
        /** What holds rows itself, here: tables, partitions and materialised views. */
        STORED("{r,m}");

        private final String kinds;

        Form(String kinds) {
            this.kinds = kinds;
        }
    }

    RowColumns {
        columns = List.copyOf(columns);
    }

    static SortedMap<TableName, RowColumns> of(Connection connection, SnapshotScope scope, Form form)
            throws SQLException {
        TreeMap<TableName, List<Column>> found = new TreeMap<>();
        try (PreparedStatement select = connection.prepareStatement(COLUMNS)) {
            select.setArray(
                    1,
                    connection.createArrayOf("text", scope.schemasIn(connection).toArray()));
            select.setString(2, form.kinds);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    List<Column> columns = found.computeIfAbsent(
                            new TableName(rows.getString(1), rows.getString(2)), table -> new ArrayList<>());
                    if (rows.getString(3) != null) {
                        columns.add(new Column(rows.getString(3), rows.getString(4), rows.getBoolean(5)));
                    }
                }
            }
        }
        TreeMap<TableName, RowColumns> all = new TreeMap<>();
        found.forEach((table, columns) -> {
            if (scope.seesTable(table.schema(), table.name())) {
                all.put(table, of(columns));
            }
        });
        return all;
    }

    private static RowColumns of(List<Column> columns) {
        List<String> values = columns.stream().map(Column::value).toList();
        return new RowColumns(
                columns.stream().map(Column::shown).toList(), "record_send(ROW(" + String.join(", ", values) + "))");
    }

    /** A column and whether the binary form of its type is meant. */
    private record Column(String name, String shown, boolean binary) {
        String value() {
            String column = "t." + TableName.quote(name);
            return binary ? column : "format('%L', " + column + ")";
        }
    }
}
