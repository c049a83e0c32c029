package dev.holdfast.migration.rehearse.probe;

import dev.holdfast.migration.sql.SqlStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the statements of one session in turn, whether it runs them inside transactions or outside.
 *
 * <p>A script may begin with {@code SET TRANSACTION}, which the server refuses once a query has run in the transaction; so
 * nothing is looked at before a transaction's first statement that is something else.
 *
 * <p><em>Concurrency.</em> For one thread, that of the session.
 */
public final class SessionProbe implements AutoCloseable {
    private final DataSource dataSource;
    private String transaction = "";
    private @Nullable TransactionProbe inside;
    private @Nullable AutocommitProbe outside;
    private @Nullable Connection second;
    private boolean isOutside;

    /**
     * A probe.
     *
     * @param dataSource gives a second connection when one is needed
     */
    public SessionProbe(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Looks before a statement.
     *
     * @param connection where it will run
     * @param statement the statement
     * @throws SQLException when a look fails
     */
    public void before(Connection connection, SqlStatement statement) throws SQLException {
        isOutside = connection.getAutoCommit();
        if (isOutside) {
            inside = null;
            watcher(connection).begin();
        } else if (inside == null && setsTransaction(statement)) {
            return;
        } else {
            String now = transaction(connection);
            if (inside == null || !now.equals(transaction)) {
                transaction = now;
                inside = TransactionProbe.on(connection);
                inside.skip();
            }
        }
    }

    /**
     * Looks after it.
     *
     * @param statement the statement
     * @param took how long it ran
     * @return what was seen
     * @throws SQLException when a look fails
     */
    public StatementObservation after(SqlStatement statement, Duration took) throws SQLException {
        AutocommitProbe watching = outside;
        if (isOutside && watching != null) {
            return watching.end(took);
        }
        return inside == null ? StatementObservation.unseen(took) : inside.observe(took);
    }

    /** Forgets what was begun: the statement failed, or its transaction has ended. */
    public void forget() {
        inside = null;
        if (outside != null) {
            outside.close();
        }
    }

    @Override
    public void close() throws SQLException {
        forget();
        if (second != null) {
            second.close();
        }
    }

    private AutocommitProbe watcher(Connection connection) throws SQLException {
        AutocommitProbe present = outside;
        if (present == null) {
            Connection other = dataSource.getConnection();
            second = other;
            present = AutocommitProbe.of(connection, other);
            outside = present;
        }
        return present;
    }

    private static boolean setsTransaction(SqlStatement statement) {
        return statement.tokens().get(0).is("set")
                && statement.tokens().stream().anyMatch(token -> token.is("transaction"));
    }

    /** The moment at which the transaction began: no two of a session share it. */
    private static String transaction(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("SELECT pg_catalog.now()::text")) {
            row.next();
            return row.getString(1);
        }
    }
}
