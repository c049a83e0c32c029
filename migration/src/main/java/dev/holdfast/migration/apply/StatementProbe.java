package dev.holdfast.migration.apply;

import dev.holdfast.migration.sql.SqlStatement;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Looks at the database before and after each statement of a script, on the script's own connection and inside its
 * transaction: there it sees the locks that the statement has taken and the rows that it has written.
 *
 * <p>It must leave the transaction as it is. What it throws ends the script.
 */
public interface StatementProbe {
    /**
     * Looks before a statement.
     *
     * @param connection the script's
     * @param statement the statement that comes
     * @throws SQLException when a look fails
     */
    default void before(Connection connection, SqlStatement statement) throws SQLException {}

    /**
     * Looks after a statement.
     *
     * @param connection the script's
     * @param statement the statement that ran
     * @param rows how many rows it wrote or gave; -1 where it counts none
     * @throws SQLException when a look fails
     */
    default void after(Connection connection, SqlStatement statement, long rows) throws SQLException {}
}
