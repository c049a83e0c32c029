package dev.holdfast.auth.password.store;

import dev.holdfast.auth.table.KeyColumn;
import java.util.Locale;

/** The statements over a mapped table. Keys are bound as text and cast, so that the table's own index is used. */
final class PasswordSql {
    private final PasswordTable table;
    private final String from;
    private final String columns;
    private final String key;
    private final String hash;

    PasswordSql(PasswordTable table) {
        this.table = table;
        this.from = quoted(table.schema()) + "." + quoted(table.table());
        this.hash = quoted(table.hashColumn());
        String tenant = table.tenant() == null ? "''" : quoted(table.tenant().column()) + "::text";
        String must = table.mustChangeColumn() == null
                ? "false"
                : "coalesce(" + quoted(table.mustChangeColumn()) + ", false)";
        this.columns = tenant + ", " + quoted(table.id().column()) + "::text, " + hash + ", " + must;
        this.key = (table.tenant() == null ? "" : equal(table.tenant()) + " AND ") + equal(table.id());
    }

    String find() {
        return "SELECT " + columns + " FROM " + from + " WHERE " + key;
    }

    String replace() {
        return "UPDATE " + from + " SET " + hash + " = ? WHERE " + key + " AND " + hash + " = ?";
    }

    String set() {
        String changedAt = table.changedAtColumn() == null ? "" : ", " + quoted(table.changedAtColumn()) + " = ?";
        String must = table.mustChangeColumn() == null ? "" : ", " + quoted(table.mustChangeColumn()) + " = false";
        return "UPDATE " + from + " SET " + hash + " = ?" + changedAt + must + " WHERE " + key;
    }

    String requireChange() {
        String column = table.mustChangeColumn() == null ? hash : quoted(table.mustChangeColumn());
        return "UPDATE " + from + " SET " + column + " = true WHERE " + key;
    }

    /** Two binds of what is done, the key unless first, the limit. */
    String lockNext(boolean first) {
        return "SELECT " + columns + " FROM " + from + " WHERE " + hash + " IS NOT NULL"
                // starts_with('…', '') is true: an empty beginning stands for none.
                + " AND (?::text = '' OR NOT starts_with(" + hash + ", ?::text))"
                + page(first) + " FOR NO KEY UPDATE SKIP LOCKED";
    }

    /** The key unless first, the limit. */
    String next(boolean first) {
        return "SELECT " + columns + " FROM " + from + " WHERE " + hash + " IS NOT NULL" + page(first);
    }

    private String page(boolean first) {
        String order = (table.tenant() == null ? "" : ordered(table.tenant()) + ", ") + ordered(table.id());
        String bound = (table.tenant() == null ? "" : "?::" + type(table.tenant()) + ", ") + "?::" + type(table.id());
        String after = first ? "" : " AND (" + order + ") > (" + bound + ")";
        String tenanted =
                table.tenant() == null ? "" : " AND " + quoted(table.tenant().column()) + " IS NOT NULL";
        return tenanted + after + " ORDER BY " + order + " LIMIT ?";
    }

    /** By the table's name: alone, ORDER BY would take the selected text for the column, and 10 would come before 9. */
    private String ordered(KeyColumn column) {
        return from + "." + quoted(column.column());
    }

    private static String equal(KeyColumn column) {
        return quoted(column.column()) + " = ?::" + type(column);
    }

    private static String type(KeyColumn column) {
        return column.type().name().toLowerCase(Locale.ROOT);
    }

    /** The names are checked not to hold a double quote. */
    private static String quoted(String name) {
        return "\"" + name + "\"";
    }
}
