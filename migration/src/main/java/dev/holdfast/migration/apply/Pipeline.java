package dev.holdfast.migration.apply;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.migration.sql.SqlStatement;
import java.io.IOException;
import java.io.StringReader;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Sends statements to the server many at a time, and still tells which one it refused.
 *
 * <p>Only statements that give no rows go together: of those that do, the driver would ask for one row and no more when it
 * sends a batch, so that a function selected over a table would be called once.
 *
 * <p><em>Transaction.</em> Joins. Not thread-safe.
 */
public final class Pipeline implements AutoCloseable {
    private static final Set<String> WITHOUT_ROWS = Set.of(
            "alter",
            "analyze",
            "comment",
            "create",
            "delete",
            "do",
            "drop",
            "grant",
            "insert",
            "lock",
            "merge",
            "refresh",
            "reset",
            "revoke",
            "savepoint",
            "set",
            "truncate",
            "update");
    private static final Pattern ENTRY = Pattern.compile("[0-9]+");
    private static final int MOST_STATEMENTS = 500;
    private static final int MOST_CHARACTERS = 1 << 20;

    private final Connection connection;
    private final Statement statement;
    private final List<@Nullable SqlStatement> waiting = new ArrayList<>();
    private int characters;
    private int lastCount;

    /**
     * A pipeline into a connection.
     *
     * @param connection inside a transaction
     * @throws SQLException when the connection is closed
     */
    public Pipeline(Connection connection) throws SQLException {
        this.connection = connection;
        this.statement = connection.createStatement();
        // {d '…'} and its kin are the driver's escapes; in a script they are text.
        statement.setEscapeProcessing(false);
    }

    /**
     * Adds a statement of our own that gives no rows.
     *
     * @param sql the statement
     * @throws SQLException when the statements before it fail
     */
    public void add(String sql) throws SQLException {
        add(sql, null);
    }

    /**
     * Adds a statement of a script; one that gives rows, or has data lines, is run at once, after those before it.
     *
     * @param one the statement
     * @throws StatementException when it, or one before it, fails
     * @throws SQLException when the connection fails
     */
    public void add(SqlStatement one) throws SQLException {
        if (goesTogether(one)) {
            add(one.text(), one);
            return;
        }
        flush();
        try {
            run(connection, one);
        } catch (SQLException e) {
            throw new StatementException(one, e);
        }
    }

    /**
     * Sends what waits.
     *
     * @return how many rows the last statement wrote
     * @throws StatementException when a statement of a script fails
     * @throws SQLException when one of ours fails, or the connection
     */
    @CanIgnoreReturnValue
    public int flush() throws SQLException {
        if (waiting.isEmpty()) {
            return lastCount;
        }
        try {
            int[] counts = statement.executeBatch();
            lastCount = counts.length == 0 ? 0 : counts[counts.length - 1];
            return lastCount;
        } catch (BatchUpdateException e) {
            throw failure(e);
        } finally {
            waiting.clear();
            characters = 0;
        }
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }

    /** Runs one statement by itself and gives how many rows it wrote or gave; -1 where it counts none. */
    @CanIgnoreReturnValue
    static long run(Connection connection, SqlStatement one) throws SQLException {
        if (one.copyData().isPresent()) {
            return copyIn(connection, one);
        }
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(one.text());
            return statement.getUpdateCount();
        }
    }

    /** The data lines that a script holds after {@code COPY … FROM STDIN}, as psql sends them. */
    private static long copyIn(Connection connection, SqlStatement copy) throws SQLException {
        if (!connection.isWrapperFor(PGConnection.class)) {
            throw new SQLException("COPY … FROM STDIN needs PostgreSQL's own driver under the data source");
        }
        try {
            return connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(copy.text(), new StringReader(copy.copyData().orElse("")));
        } catch (IOException e) {
            throw new SQLException("the data of COPY could not be read", e);
        }
    }

    private void add(String sql, @Nullable SqlStatement origin) throws SQLException {
        statement.addBatch(sql);
        waiting.add(origin);
        characters += sql.length();
        if (waiting.size() >= MOST_STATEMENTS || characters >= MOST_CHARACTERS) {
            lastCount = flush();
        }
    }

    private static boolean goesTogether(SqlStatement one) {
        return one.copyData().isEmpty()
                && WITHOUT_ROWS.contains(one.tokens().get(0).text().toLowerCase(Locale.ROOT));
    }

    /** The driver says which entry failed in its sentence alone: "Batch entry 3 … was aborted". */
    private SQLException failure(BatchUpdateException e) {
        SQLException server = e.getNextException() == null ? e : e.getNextException();
        Matcher number = ENTRY.matcher(String.valueOf(e.getMessage()));
        int entry = number.find() ? Integer.parseInt(number.group()) : -1;
        SqlStatement origin = entry >= 0 && entry < waiting.size() ? waiting.get(entry) : null;
        return origin == null ? server : new StatementException(origin, server);
    }
}
