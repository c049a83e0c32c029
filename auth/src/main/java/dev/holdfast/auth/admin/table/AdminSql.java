package dev.holdfast.auth.admin.table;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A mapping's conditions as SQL text: the same words in the guard's statements, in the generated triggers and indexes, and
 * in a host's own queries.
 *
 * <p>Holds only names and values of the mapping, quoted; never anything a user entered. Thread-safe.
 */
public final class AdminSql {
    private final AdminTable table;

    AdminSql(AdminTable table) {
        this.table = table;
    }

    /**
     * The table.
     *
     * @return schema and name, quoted
     */
    public String table() {
        return quoted(table.schema()) + "." + quoted(table.table());
    }

    /**
     * Whether a row is a lasting admin: has an admin role, is active and has no end date.
     *
     * @param alias the row's alias
     * @return a condition, true, false or null
     */
    public String lasting(String alias) {
        return table.endsColumn() == null
                ? admin(alias)
                : admin(alias) + " AND " + column(alias, table.endsColumn()) + " IS NULL";
    }

    /**
     * The row's scope as text; empty for a table without scopes, and for a row without one.
     *
     * @param alias the row's alias
     * @return an immutable expression
     */
    public String scope(String alias) {
        return table.scope() == null
                ? "''::text"
                : "coalesce(" + column(alias, table.scope().column()) + "::text, '')";
    }

    /**
     * The flag of the master admin.
     *
     * @param alias the row's alias
     * @return the column
     */
    public String master(String alias) {
        return column(alias, table.masterColumn());
    }

    /**
     * The row's id.
     *
     * @param alias the row's alias
     * @return the column
     */
    public String id(String alias) {
        return column(alias, table.id().column());
    }

    /**
     * Whether a row is an account at all: not marked as deleted.
     *
     * @param alias the row's alias
     * @return a condition, never null
     */
    public String present(String alias) {
        return table.deletedColumn() == null ? "TRUE" : column(alias, table.deletedColumn()) + " IS NULL";
    }

    /**
     * Whether a row is an admin whose role may have an end.
     *
     * @param alias the row's alias
     * @return a condition, true, false or null
     */
    public String admin(String alias) {
        String roles =
                table.adminRoles().stream().sorted().map(AdminSql::literal).collect(Collectors.joining(", "));
        List<String> conditions = new ArrayList<>();
        conditions.add(column(alias, table.roleColumn()) + " IN (" + roles + ")");
        table.active().forEach(each -> conditions.add(active(alias, each)));
        if (table.deletedColumn() != null) {
            conditions.add(present(alias));
        }
        return String.join(" AND ", conditions);
    }

    /**
     * Whether the switch that disable and enable move stands on "active".
     *
     * @param alias the row's alias
     * @return a condition, true, false or null
     */
    public String switchedOn(String alias) {
        return active(alias, table.active().get(0));
    }

    /**
     * The row's level; 0 where there are no levels or none is set.
     *
     * @param alias the row's alias
     * @return an expression
     */
    public String level(String alias) {
        return table.levelColumn() == null ? "0" : "coalesce(" + column(alias, table.levelColumn()) + ", 0)";
    }

    /**
     * When the row's admin role ends; null where it does not.
     *
     * @param alias the row's alias
     * @return an expression
     */
    public String ends(String alias) {
        return table.endsColumn() == null ? "NULL::timestamptz" : column(alias, table.endsColumn());
    }

    /**
     * The row's role as text.
     *
     * @param alias the row's alias
     * @return an expression
     */
    public String role(String alias) {
        return column(alias, table.roleColumn()) + "::text";
    }

    /**
     * A column of the table.
     *
     * @param alias the row's alias; empty for none
     * @param name one of the mapping's names
     * @return the column, quoted
     */
    public static String column(String alias, String name) {
        return alias.isEmpty() ? quoted(name) : alias + "." + quoted(name);
    }

    /**
     * A name of the mapping, quoted; the mapping's own check lets no quote through.
     *
     * @param identifier one of the mapping's names
     * @return the identifier
     */
    public static String quoted(String identifier) {
        return '"' + identifier + '"';
    }

    /**
     * A value of the mapping.
     *
     * @param value a text, a whole number or a boolean
     * @return the literal
     */
    public static String literal(@Nullable Object value) {
        return value instanceof String text ? "'" + text.replace("'", "''") + "'" : String.valueOf(value);
    }

    private static String active(String alias, ActiveColumn active) {
        return active.on() == null
                ? column(alias, active.column()) + " IS NULL"
                : column(alias, active.column()) + " = " + literal(active.on());
    }
}
