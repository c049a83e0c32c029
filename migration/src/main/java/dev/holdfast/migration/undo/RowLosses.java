package dev.holdfast.migration.undo;

import dev.holdfast.migration.script.ScriptFile;
import dev.holdfast.migration.sql.RowSecurity;
import dev.holdfast.migration.sql.SqlScript;
import dev.holdfast.migration.sql.SqlStatement;
import dev.holdfast.migration.sql.SqlToken;
import dev.holdfast.migration.sql.TableName;
import dev.holdfast.migration.sql.TokenCursor;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Finds what an undo script would remove for good, and counts it in the database as it is now.
 *
 * <p>What is empty is no loss. What a function or a {@code DO} block does is not seen in its text.
 */
final class RowLosses {
    private final Connection connection;
    private final List<RowLoss> found = new ArrayList<>();

    private RowLosses(Connection connection) {
        this.connection = connection;
    }

    /**
     * What a script would remove.
     *
     * <p><em>Transaction.</em> Joins; names are looked up on the connection's search path.
     *
     * @param connection inside the transaction in which the script will run
     * @param script the undo script
     * @return one for each table or column that holds something; none when nothing would be lost
     * @throws SQLException when a count fails; with SQLSTATE 42501 also when a policy would filter the rows
     */
    public static List<RowLoss> in(Connection connection, ScriptFile script) throws SQLException {
        return RowSecurity.refusing(connection, whole -> {
            RowLosses losses = new RowLosses(whole);
            for (SqlStatement statement : SqlScript.parse(script.text()).statements()) {
                losses.look(statement);
            }
            return List.copyOf(losses.found);
        });
    }

    private void look(SqlStatement statement) throws SQLException {
        TokenCursor cursor = TokenCursor.of(statement);
        int line = statement.line();
        if (cursor.accept("drop", "table")) {
            cursor.accept("if", "exists");
            tables(cursor, line);
        } else if (cursor.accept("truncate")) {
            cursor.accept("table");
            tables(cursor, line);
        } else if (cursor.accept("drop", "schema")) {
            cursor.accept("if", "exists");
            schemas(cursor, line);
        } else if (cursor.accept("alter", "table")) {
            columns(cursor, line);
        } else if (cursor.accept("delete", "from")) {
            deleted(cursor, statement);
        } else {
            Destructive.command(statement)
                    .ifPresent(command -> found.add(RowLoss.uncounted(line, "what " + command + " removes")));
        }
    }

    private void tables(TokenCursor cursor, int line) throws SQLException {
        do {
            cursor.accept("only");
            Optional<TableName> table = table(cursor);
            cursor.accept("*");
            if (table.isPresent()) {
                add(
                        line,
                        table.get().toString(),
                        table.get(),
                        "SELECT count(*) FROM " + table.get().sql());
            }
        } while (cursor.accept(","));
    }

    private void schemas(TokenCursor cursor, int line) throws SQLException {
        List<String> names = new ArrayList<>();
        do {
            cursor.namePart().ifPresent(names::add);
        } while (cursor.accept(","));
        if (!cursor.accept("cascade")) {
            // The server drops an empty schema only.
            return;
        }
        for (String schema : names) {
            for (TableName table : tablesOf(schema)) {
                add(line, table.toString(), table, "SELECT count(*) FROM ONLY " + table.sql());
            }
        }
    }

    private void columns(TokenCursor cursor, int line) throws SQLException {
        cursor.accept("if", "exists");
        cursor.accept("only");
        Optional<TableName> table = table(cursor);
        cursor.accept("*");
        if (table.isEmpty()) {
            return;
        }
        for (TokenCursor action : cursor.commaSeparated()) {
            if (!action.accept("drop") || action.at("constraint")) {
                continue;
            }
            action.accept("column");
            action.accept("if", "exists");
            Optional<String> column = action.namePart();
            if (column.isPresent() && hasColumn(table.get(), column.get())) {
                add(
                        line,
                        "column " + column.get() + " of " + table.get(),
                        table.get(),
                        "SELECT count(" + TableName.quote(column.get()) + ") FROM "
                                + table.get().sql());
            }
        }
    }

    /** With its condition where that stands alone; of the whole table where it needs other tables. */
    private void deleted(TokenCursor cursor, SqlStatement statement) throws SQLException {
        boolean only = cursor.accept("only");
        Optional<TableName> table = table(cursor);
        if (table.isEmpty()) {
            return;
        }
        String from =
                "SELECT count(*) FROM " + (only ? "ONLY " : "") + table.get().sql();
        boolean simple = cursor.at("where") && !cursor.ahead("returning") && !cursor.ahead("current", "of");
        List<SqlToken> rest = cursor.rest();
        String condition = simple ? " " + statement.text().substring(rest.get(0).start() - first(statement)) : "";
        add(statement.line(), table.get().toString(), table.get(), from + condition);
    }

    private static int first(SqlStatement statement) {
        return statement.tokens().get(0).start();
    }

    private void add(int line, String what, TableName table, String count) throws SQLException {
        try (Statement select = connection.createStatement()) {
            select.setEscapeProcessing(false);
            try (ResultSet rows = select.executeQuery(count)) {
                rows.next();
                if (rows.getLong(1) > 0) {
                    found.add(new RowLoss(line, what, Optional.of(table), OptionalLong.of(rows.getLong(1))));
                }
            }
        }
    }

    /** The table that a name finds now; none when it finds no table. */
    private Optional<TableName> table(TokenCursor cursor) throws SQLException {
        List<String> parts = new ArrayList<>();
        do {
            cursor.namePart().map(TableName::quote).ifPresent(parts::add);
        } while (cursor.accept("."));
        String sql = "SELECT n.nspname, c.relname FROM pg_catalog.pg_class c"
                + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                + " WHERE c.oid = to_regclass(?) AND c.relkind IN ('r', 'p')";
        return names(sql, String.join(".", parts)).stream().findFirst();
    }

    private List<TableName> tablesOf(String schema) throws SQLException {
        return names(
                "SELECT n.nspname, c.relname FROM pg_catalog.pg_class c"
                        + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE n.nspname = ? AND c.relkind = 'r' ORDER BY c.relname",
                schema);
    }

    private boolean hasColumn(TableName table, String column) throws SQLException {
        return !names(
                        "SELECT attname, attname FROM pg_catalog.pg_attribute WHERE attrelid = to_regclass(?)"
                                + " AND attname = " + literal(column) + " AND attnum > 0 AND NOT attisdropped",
                        table.sql())
                .isEmpty();
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private List<TableName> names(String sql, String bind) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, bind);
            try (ResultSet rows = select.executeQuery()) {
                List<TableName> names = new ArrayList<>();
                while (rows.next()) {
                    names.add(new TableName(rows.getString(1), rows.getString(2)));
                }
                return names;
            }
        }
    }
}
