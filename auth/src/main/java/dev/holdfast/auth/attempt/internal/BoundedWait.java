package dev.holdfast.auth.attempt.internal;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A statement that waits two seconds at most for a row that another transaction holds: whoever meets that many at once is
 * under attack. The bound lasts until the transaction ends, and costs no round trip of its own: PostgreSQL's driver sends
 * both statements together.
 */
public final class BoundedWait {
    private static final String LOCK_TIMEOUT = "SET LOCAL lock_timeout = '2s'; ";

    private BoundedWait() {}

    /**
     * The text to prepare.
     *
     * @param statement one statement that gives rows
     * @return the same behind the bound
     */
    public static String on(String statement) {
        return LOCK_TIMEOUT + statement;
    }

    /**
     * Runs a prepared text of {@link #on}.
     *
     * @param prepared with its parameters set
     * @return the statement's rows, closed with it
     * @throws SQLException when it fails, with SQLSTATE 55P03 when the wait was too long
     */
    public static ResultSet query(PreparedStatement prepared) throws SQLException {
        // The first result is the bound's own: no rows.
        if (prepared.execute() || !prepared.getMoreResults()) {
            throw new SQLException("a statement behind a lock time-out must give rows as its second result");
        }
        return prepared.getResultSet();
    }
}
