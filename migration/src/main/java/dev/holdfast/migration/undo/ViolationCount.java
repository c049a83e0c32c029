package dev.holdfast.migration.undo;

import dev.holdfast.migration.sql.SqlStatement;
import dev.holdfast.migration.sql.SqlToken;
import dev.holdfast.migration.sql.TableName;
import dev.holdfast.migration.sql.TokenCursor;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Counts the rows for which an old constraint can no longer hold: the server names the first one it meets, an operator
 * wants to know how many there are.
 */
final class ViolationCount {
    /** Of NOT NULL, of a foreign key, of a unique key, of a check. Source: PostgreSQL manual, Appendix A, class 23. */
    private static final Set<String> STATES = Set.of("23502", "23503", "23505", "23514");

    private final SqlStatement statement;
    private final String table;
    private final List<String> found = new ArrayList<>();

    private ViolationCount(SqlStatement statement, String table) {
        this.statement = statement;
        this.table = table;
    }

    /**
     * Whether a failure says that rows break a constraint.
     *
     * @param sqlState the server's
     * @return true for NOT NULL, foreign keys, unique keys and checks
     */
    public static boolean counts(String sqlState) {
        return STATES.contains(sqlState);
    }

    /**
     * Counts the rows that stand in a statement's way.
     *
     * <p><em>Transaction.</em> Joins; in the state in which the statement failed.
     *
     * @param connection inside the transaction
     * @param statement the statement that failed
     * @return such as {@code 3 rows with NULL in "role"}; empty when the statement's form gives no count
     * @throws SQLException when a count fails
     */
    public static List<String> of(Connection connection, SqlStatement statement) throws SQLException {
        TokenCursor cursor = TokenCursor.of(statement);
        if (!cursor.accept("alter", "table")) {
            return List.of();
        }
        cursor.accept("if", "exists");
        cursor.accept("only");
        ViolationCount count = new ViolationCount(statement, names(cursor));
        cursor.accept("*");
        for (TokenCursor action : cursor.commaSeparated()) {
            count.look(connection, action);
        }
        return List.copyOf(count.found);
    }

    private void look(Connection connection, TokenCursor action) throws SQLException {
        if (action.accept("alter")) {
            action.accept("column");
            Optional<String> column = action.namePart().map(TableName::quote);
            if (column.isPresent() && action.accept("set", "not", "null")) {
                add(connection, column.get() + " IS NULL", "with NULL in " + column.get());
            }
        } else if (action.accept("add")) {
            if (action.accept("constraint")) {
                // Past its name.
                action.skipOne();
            }
            constraint(connection, action);
        }
    }

    private void constraint(Connection connection, TokenCursor action) throws SQLException {
        if (action.accept("check") && action.at("(")) {
            // An unknown answer is no violation, so that a NULL is not counted.
            add(connection, "NOT (" + inside(action) + ")", "that break the check");
        } else if (action.accept("unique") || action.accept("primary", "key")) {
            Optional<String> columns = columns(action);
            if (columns.isPresent()) {
                add(
                        connection,
                        "(" + columns.get() + ") IN (SELECT " + columns.get() + " FROM " + table + " GROUP BY "
                                + columns.get() + " HAVING count(*) > 1)",
                        "that share " + columns.get());
            }
        } else if (action.accept("foreign", "key")) {
            foreignKey(connection, action);
        }
    }

    private void foreignKey(Connection connection, TokenCursor action) throws SQLException {
        Optional<String> columns = columns(action);
        action.skipParenthesised();
        if (columns.isEmpty() || !action.accept("references")) {
            return;
        }
        String parent = names(action);
        Optional<String> keys = columns(action);
        if (keys.isPresent()) {
            add(
                    connection,
                    "num_nulls(" + columns.get() + ") = 0 AND NOT EXISTS (SELECT FROM " + parent + " p WHERE ("
                            + qualified("p", keys.get()) + ") = (" + qualified("t", columns.get()) + "))",
                    "without a row of " + parent);
        }
    }

    private void add(Connection connection, String condition, String what) throws SQLException {
        try (Statement select = connection.createStatement()) {
            select.setEscapeProcessing(false);
            try (ResultSet rows = select.executeQuery("SELECT count(*) FROM " + table + " t WHERE " + condition)) {
                rows.next();
                if (rows.getLong(1) > 0) {
                    found.add(RowLoss.counted(rows.getLong(1)) + " of " + table.replace("\"", "") + " "
                            + what.replace("\"", ""));
                }
            }
        }
    }

    /** The columns in the parentheses that come next, quoted; does not move. */
    private static Optional<String> columns(TokenCursor cursor) {
        int place = cursor.mark();
        Optional<TokenCursor> list = cursor.parenthesised();
        cursor.reset(place);
        return list.map(columns -> columns.commaSeparated().stream()
                        .flatMap(one -> one.namePart().stream())
                        .map(TableName::quote)
                        .collect(Collectors.joining(", ")))
                .filter(text -> !text.isEmpty());
    }

    private static String qualified(String alias, String columns) {
        return alias + "." + columns.replace(", ", ", " + alias + ".");
    }

    /** The script's own text between the parentheses that come next. */
    private String inside(TokenCursor cursor) {
        List<SqlToken> tokens = cursor.parenthesised().map(TokenCursor::rest).orElse(List.of());
        if (tokens.isEmpty()) {
            return "true";
        }
        int start = statement.tokens().get(0).start();
        return statement
                .text()
                .substring(
                        tokens.get(0).start() - start,
                        tokens.get(tokens.size() - 1).end() - start);
    }

    private static String names(TokenCursor cursor) {
        List<String> parts = new ArrayList<>();
        do {
            cursor.namePart().map(TableName::quote).ifPresent(parts::add);
        } while (cursor.accept("."));
        return String.join(".", parts);
    }
}
