package dev.holdfast.auth.login.account;

import dev.holdfast.auth.table.KeyColumn;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The statements on a host's user table, made once a mapping. Names in them are checked and quoted. */
final class AccountSql {
    private final AccountTable table;

    AccountSql(AccountTable table) {
        this.table = table;
    }

    /** Binds: the present time as often as {@link #timeBinds} says, the name once a column twice over, the tenant. */
    String find() {
        // The first column that matches goes before the others. Two rows of one rank are two people under one name.
        String rank = IntStream.range(0, table.logins().size())
                .mapToObj(i -> "WHEN " + matches(table.logins().get(i)) + " THEN " + i)
                .collect(Collectors.joining(" ", "CASE ", " END"));
        String anyColumn =
                table.logins().stream().map(AccountSql::matches).collect(Collectors.joining(" OR ", "(", ")"));
        return select(rank) + " WHERE " + anyColumn + inTenant() + " ORDER BY 4 LIMIT 2";
    }

    /** Binds: the present time as often as {@link #timeBinds} says, the id, the tenant. */
    String get() {
        return select("0") + " WHERE u." + quoted(table.id().column()) + " = " + cast(table.id()) + inTenant()
                + " LIMIT 2";
    }

    int timeBinds() {
        return (int) table.states().stream()
                .filter(column -> column.test() == StateColumn.Test.IN_FUTURE)
                .count();
    }

    List<String> indexStatements() {
        KeyColumn tenant = table.tenant();
        String before = tenant == null ? "" : quoted(tenant.column()) + ", ";
        return table.logins().stream()
                .filter(login -> !login.isLowerCased())
                .map(login -> "CREATE UNIQUE INDEX CONCURRENTLY ON " + name() + " (" + before + "lower("
                        + quoted(login.column()) + "));")
                .toList();
    }

    private String select(String rank) {
        KeyColumn tenant = table.tenant();
        return "SELECT u." + quoted(table.id().column()) + "::text, "
                + (tenant == null ? "''" : "u." + quoted(tenant.column()) + "::text") + ", " + state() + ", " + rank
                + " FROM " + name() + " u";
    }

    private String state() {
        if (table.states().isEmpty()) {
            return "'ACTIVE'";
        }
        return table.states().stream()
                .map(column -> "WHEN " + holds(column) + " THEN '" + column.state() + "'")
                .collect(Collectors.joining(" ", "CASE ", " ELSE 'ACTIVE' END"));
    }

    private static String holds(StateColumn state) {
        String column = "u." + quoted(state.column());
        return switch (state.test()) {
            case TRUE -> column + " IS TRUE";
            case NOT_TRUE -> column + " IS NOT TRUE";
            case NULL -> column + " IS NULL";
            case NOT_NULL -> column + " IS NOT NULL";
            case IN_FUTURE -> column + " > ?";
            case OTHER_THAN -> column + "::text IS DISTINCT FROM " + literal(state.value());
        };
    }

    private static String matches(LoginColumn login) {
        String column = "u." + quoted(login.column());
        // Lower case by the same function on both sides: Java's and the server's differ in a few letters.
        return login.isLowerCased() ? column + " = ?::text" : "lower(" + column + ") = lower(?::text)";
    }

    private String inTenant() {
        KeyColumn tenant = table.tenant();
        return tenant == null ? "" : " AND u." + quoted(tenant.column()) + " = " + cast(tenant);
    }

    private static String cast(KeyColumn key) {
        return switch (key.type()) {
            case UUID -> "?::uuid";
            case TEXT -> "?::text";
            case BIGINT -> "?::bigint";
        };
    }

    private String name() {
        return quoted(table.schema()) + "." + quoted(table.table());
    }

    private static String quoted(String identifier) {
        return '"' + identifier + '"';
    }

    private static String literal(@Nullable String value) {
        return "'" + String.valueOf(value).replace("'", "''") + "'";
    }
}
