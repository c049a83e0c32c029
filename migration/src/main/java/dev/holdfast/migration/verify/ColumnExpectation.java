package dev.holdfast.migration.verify;

import dev.holdfast.migration.sql.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A column that must exist, with its type, nullability and default as far as they are given.
 *
 * @param table the table
 * @param column the column's name
 * @param type its type as the catalog prints it, such as {@code timestamp with time zone} or {@code varchar(20)}
 * @param nullable whether it takes NULL
 * @param defaultValue its default as the catalog prints it; the empty text for no default
 */
public record ColumnExpectation(
        TableName table,
        String column,
        Optional<String> type,
        Optional<Boolean> nullable,
        Optional<String> defaultValue)
        implements Expectation {
    private static final String COLUMN = """
            SELECT format_type(a.atttypid, a.atttypmod), NOT a.attnotnull,
                   coalesce(pg_get_expr(d.adbin, d.adrelid), '')
            FROM pg_attribute a
            LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE a.attrelid = to_regclass(?) AND a.attname = ? AND a.attnum > 0 AND NOT a.attisdropped
            """;

    /**
     * The same with a type.
     *
     * @param name as the catalog prints it, such as {@code boolean}
     * @return the expectation
     */
    public ColumnExpectation type(String name) {
        return new ColumnExpectation(table, column, Optional.of(name), nullable, defaultValue);
    }

    /**
     * The same, never NULL.
     *
     * @return the expectation
     */
    public ColumnExpectation notNull() {
        return new ColumnExpectation(table, column, type, Optional.of(false), defaultValue);
    }

    /**
     * The same, NULL allowed.
     *
     * @return the expectation
     */
    public ColumnExpectation allowsNull() {
        return new ColumnExpectation(table, column, type, Optional.of(true), defaultValue);
    }

    /**
     * The same with a default.
     *
     * @param expression as the catalog prints it, such as {@code false} or {@code 1}
     * @return the expectation
     */
    public ColumnExpectation defaultsTo(String expression) {
        return new ColumnExpectation(table, column, type, nullable, Optional.of(expression));
    }

    /**
     * The same without a default.
     *
     * @return the expectation
     */
    public ColumnExpectation noDefault() {
        return defaultsTo("");
    }

    @Override
    public Optional<Verification.Problem> unmet(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(COLUMN)) {
            select.setString(1, table.sql());
            select.setString(2, column);
            try (ResultSet rows = select.executeQuery()) {
                if (!rows.next()) {
                    return problem("does not exist");
                }
                List<String> differences = new ArrayList<>();
                compare("type", type, rows.getString(1), differences);
                compare(
                        "nullability",
                        nullable.map(ColumnExpectation::nullability),
                        nullability(rows.getBoolean(2)),
                        differences);
                compare("default", defaultValue, rows.getString(3), differences);
                return differences.isEmpty() ? Optional.empty() : problem(String.join("; ", differences));
            }
        }
    }

    private static String nullability(boolean nullable) {
        return nullable ? "NULL" : "NOT NULL";
    }

    private static void compare(String what, Optional<String> expected, String found, List<String> differences) {
        if (expected.isPresent() && !expected.get().equals(found)) {
            differences.add("expected " + what + " '" + expected.get() + "', found '" + found + "'");
        }
    }

    private Optional<Verification.Problem> problem(String message) {
        return Optional.of(new Verification.Problem(
                "expectation", table + "." + column, "column " + table + "." + column + " " + message));
    }
}
