package dev.holdfast.core.lock;

import static dev.holdfast.core.lock.VersionedTable.quoted;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The statements of one table. Texts are put together by hand: rendering through a query builder costs a sixth of what
 * the whole update takes.
 */
final class LockSql {
    private final String table;
    private final String version;
    private final List<String> keys;
    private final String byKey;
    private final String byKeyAndVersion;
    private final @Nullable ParentLink link;

    LockSql(VersionedTable table, @Nullable ParentLink link) {
        this.table = table.sql();
        this.version = quoted(table.versionColumn());
        this.keys = table.keyColumns().stream().map(VersionedTable::quoted).toList();
        this.byKey = keys.stream().map(key -> key + " = ?").collect(Collectors.joining(" AND ", " WHERE ", ""));
        this.byKeyAndVersion = byKey + " AND " + version + " = ?";
        this.link = link;
    }

    String read() {
        return "SELECT * FROM " + table + byKey;
    }

    String look() {
        return "SELECT " + version + " FROM " + table + byKey;
    }

    /** Binds: the new values, the key, the version. */
    String update(Collection<String> columns) {
        StringBuilder sql =
                new StringBuilder(200).append("UPDATE ").append(table).append(" SET ");
        for (String column : columns) {
            sql.append(quoted(column)).append(" = ?, ");
        }
        sql.append(version).append(" = ").append(version).append(" + 1").append(byKeyAndVersion);
        return sql.toString();
    }

    /** Binds: the key, the version. */
    String delete() {
        return "DELETE FROM " + table + byKeyAndVersion;
    }

    /** Binds: the key. */
    String advance() {
        return "UPDATE " + table + " SET " + version + " = " + version + " + 1" + byKey + " RETURNING " + version;
    }

    /**
     * The same change and, in the same statement, the parent's version. Gives one row: how many children were changed,
     * and the parent's version.
     */
    String touching(String change, ParentLink to) {
        return "WITH child AS (" + change + " RETURNING " + parentKey(to, "") + ")" + parentUpdate(to)
                + " SELECT (SELECT count(*) FROM child), (SELECT min(v) FROM parent)";
    }

    /**
     * Many rows: binds an array for each key column, the versions, and an array for each column. Gives the positions,
     * from 1, of the rows that were changed.
     *
     * <p>The rows are locked in the order of their keys before any is changed, and so are their parents after them, so
     * that two bulk updates of the same rows wait for each other instead of ending in a deadlock.
     */
    String updateAll(List<String> columns) {
        String set = IntStream.range(0, columns.size())
                .mapToObj(i -> quoted(columns.get(i)) + " = given.c" + i + ", ")
                .collect(Collectors.joining());
        return "WITH given AS (" + given(columns) + "), held AS (SELECT given.position FROM given JOIN " + table
                + " AS t ON " + matching() + " AND t." + version + " = given.expected ORDER BY " + ordered()
                + " FOR NO KEY UPDATE OF t), child AS (UPDATE " + table + " AS t SET " + set + version + " = t."
                + version
                + " + 1 FROM given JOIN held ON held.position = given.position WHERE " + matching() + " AND t."
                + version
                + " = given.expected RETURNING given.position" + (link == null ? "" : ", " + parentKey(link, "t."))
                + ")" + (link == null ? "" : parentsUpdate(link)) + " SELECT position FROM child";
    }

    /** Binds as {@link #updateAll} without columns; gives position and version of each row that exists. */
    String lookAll() {
        return "WITH given AS (" + given(List.of()) + ") SELECT given.position, t." + version + " FROM given JOIN "
                + table + " AS t ON " + matching();
    }

    private String given(List<String> columns) {
        List<String> arrays = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            arrays.add(arrayLike(keys.get(i)));
            names.add("k" + i);
        }
        arrays.add("CAST(? AS bigint[])");
        names.add("expected");
        for (int i = 0; i < columns.size(); i++) {
            arrays.add(arrayLike(quoted(columns.get(i))));
            names.add("c" + i);
        }
        return "SELECT * FROM unnest(" + String.join(", ", arrays) + ") WITH ORDINALITY AS g("
                + String.join(", ", names) + ", position)";
    }

    /** A bind that the server takes for an array of the column's type; the subquery is never run. */
    private String arrayLike(String column) {
        return "COALESCE(?, (SELECT array_agg(t." + column + ") FROM " + table + " AS t WHERE false))";
    }

    private String matching() {
        return IntStream.range(0, keys.size())
                .mapToObj(i -> "t." + keys.get(i) + " = given.k" + i)
                .collect(Collectors.joining(" AND "));
    }

    private String ordered() {
        return keys.stream().map(key -> "t." + key).collect(Collectors.joining(", "));
    }

    private static String parentKey(ParentLink link, String alias) {
        return IntStream.range(0, link.childColumns().size())
                .mapToObj(i -> alias + quoted(link.childColumns().get(i)) + " AS p" + i)
                .collect(Collectors.joining(", "));
    }

    private static String parentUpdate(ParentLink link) {
        return parentUpdate(link, "(SELECT DISTINCT " + parentColumns(link) + " FROM child)");
    }

    /** Several parents are locked in the order of their keys first: an update alone takes them in any order. */
    private static String parentsUpdate(ParentLink link) {
        String keys = link.parent().keyColumns().stream()
                .map(key -> "q." + quoted(key))
                .collect(Collectors.joining(", "));
        return ", whole AS (SELECT c.* FROM " + link.parent().sql() + " AS q JOIN (SELECT DISTINCT "
                + parentColumns(link) + " FROM child) AS c ON " + parentMatch(link) + " ORDER BY " + keys
                + " FOR NO KEY UPDATE OF q)" + parentUpdate(link, "whole");
    }

    private static String parentUpdate(ParentLink link, String from) {
        String version = quoted(link.parent().versionColumn());
        return ", parent AS (UPDATE " + link.parent().sql() + " AS q SET " + version + " = q." + version + " + 1 FROM "
                + from + " AS c WHERE " + parentMatch(link) + " RETURNING q." + version + " AS v)";
    }

    private static String parentColumns(ParentLink link) {
        return IntStream.range(0, link.parent().keyColumns().size())
                .mapToObj(i -> "p" + i)
                .collect(Collectors.joining(", "));
    }

    private static String parentMatch(ParentLink link) {
        List<String> keys = link.parent().keyColumns();
        return IntStream.range(0, keys.size())
                .mapToObj(i -> "q." + quoted(keys.get(i)) + " = c.p" + i)
                .collect(Collectors.joining(" AND "));
    }
}
