package dev.holdfast.auth.admin;

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

    /** Whether the account is one: not marked as deleted. */
    String present(String alias) {
        return table.deletedColumn() == null ? "TRUE" : column(alias, table.deletedColumn()) + " IS NULL";
    }

    /** Whether a row is an admin whose role may have an end. */
    String admin(String alias) {
        String roles = table.adminRoles().stream().sorted().map(AdminSql::literal).collect(Collectors.joining(", "));
        List<String> conditions = new ArrayList<>();
        conditions.add(column(alias, table.roleColumn()) + " IN (" + roles + ")");
        table.active().forEach(each -> conditions.add(active(alias, each)));
        if (table.deletedColumn() != null) {
            conditions.add(present(alias));
        }
        return String.join(" AND ", conditions);
    }

    /** Whether the switch that disable and enable move stands on "active". */
    String switchedOn(String alias) {
        return active(alias, table.active().get(0));
    }

    String level(String alias) {
        return table.levelColumn() == null ? "0" : "coalesce(" + column(alias, table.levelColumn()) + ", 0)";
    }

    String ends(String alias) {
        return table.endsColumn() == null ? "NULL::timestamptz" : column(alias, table.endsColumn());
    }

    String role(String alias) {
        return column(alias, table.roleColumn()) + "::text";
    }

    static String column(String alias, String name) {
        return alias.isEmpty() ? quoted(name) : alias + "." + quoted(name);
    }

    static String quoted(String identifier) {
        // The mapping's own check lets no quote through.
        return '"' + identifier + '"';
    }

    static String literal(@Nullable Object value) {
        return value instanceof String text ? "'" + text.replace("'", "''") + "'" : String.valueOf(value);
    }

    private static String active(String alias, ActiveColumn active) {
        return active.on() == null
                ? column(alias, active.column()) + " IS NULL"
                : column(alias, active.column()) + " = " + literal(active.on());
    }
}
