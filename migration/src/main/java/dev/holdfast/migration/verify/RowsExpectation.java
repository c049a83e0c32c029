package dev.holdfast.migration.verify;

import dev.holdfast.core.Require;
import dev.holdfast.migration.sql.RowSecurity;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * A query that must find a number of rows. It fails when a row security policy would hide some of them.
 *
 * @param name what it is about
 * @param query a SELECT without a semicolon
 * @param least the least number of rows
 * @param most the greatest number of rows
 */
public record RowsExpectation(String name, String query, long least, long most) implements Expectation {
    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException when a text is blank or the bounds are crossed
     */
    public RowsExpectation {
        Require.text("name", name, 200);
        Require.text("query", query, 100_000);
        if (least < 0 || most < least) {
            throw new IllegalArgumentException("rows must lie between 0 and each other, got " + least + " and " + most);
        }
    }

    /**
     * The same with exactly this number of rows.
     *
     * @param rows the number
     * @return the expectation
     */
    public RowsExpectation exactly(long rows) {
        return new RowsExpectation(name, query, rows, rows);
    }

    /**
     * The same with at least this number of rows.
     *
     * @param rows the number
     * @return the expectation
     */
    public RowsExpectation atLeast(long rows) {
        return new RowsExpectation(name, query, rows, Long.MAX_VALUE);
    }

    @Override
    public Optional<Verification.Problem> unmet(Connection connection) throws SQLException {
        long found = RowSecurity.refusing(connection, this::count);
        return found >= least && found <= most
                ? Optional.empty()
                : Optional.of(new Verification.Problem(
                        "expectation", name, "expected " + expected() + " rows, found " + found));
    }

    private long count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM (" + query + "\n) AS found")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private String expected() {
        if (least == most) {
            return "exactly " + least;
        }
        return most == Long.MAX_VALUE ? "at least " + least : least + " to " + most;
    }
}
