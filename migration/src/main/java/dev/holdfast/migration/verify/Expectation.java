package dev.holdfast.migration.verify;

import dev.holdfast.migration.sql.ReadOnlyTransaction;
import dev.holdfast.migration.sql.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Something that must hold in the database after a migration, said as a value.
 *
 * <p>A query that finds no row and "looks fine" is the failure this prevents: each expectation states what it needs.
 */
public sealed interface Expectation permits ColumnExpectation, RowsExpectation {
    /**
     * A column that must exist; add what else must hold of it.
     *
     * @param table the table, {@code name} or {@code schema.name}
     * @param column the column
     * @return an expectation to refine
     */
    static ColumnExpectation column(String table, String column) {
        return new ColumnExpectation(TableName.of(table), column, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * A query that must find a number of rows; none unless told.
     *
     * @param name what the query is about, for the report
     * @param query a SELECT without a semicolon; written by the host, never from user input
     * @return an expectation of no row, to refine
     */
    static RowsExpectation rows(String name, String query) {
        return new RowsExpectation(name, query, 0, 0);
    }

    /**
     * Looks whether it holds.
     *
     * @param connection inside a read-only transaction
     * @return what does not hold; empty when it does
     * @throws SQLException when the query fails
     */
    Optional<Verification.Problem> unmet(Connection connection) throws SQLException;

    /**
     * Looks at all of them in one read-only transaction, so that they see one state of the database.
     *
     * @param dataSource where to look
     * @param expectations what must hold
     * @return what does not hold
     * @throws dev.holdfast.core.tx.DatabaseException when a query fails
     */
    static List<Verification.Problem> unmet(DataSource dataSource, List<Expectation> expectations) {
        if (expectations.isEmpty()) {
            return List.of();
        }
        return ReadOnlyTransaction.read(dataSource, "look at what is expected", connection -> {
            List<Verification.Problem> problems = new ArrayList<>();
            for (Expectation expectation : expectations) {
                expectation.unmet(connection).ifPresent(problems::add);
            }
            return problems;
        });
    }
}
