package dev.holdfast.testkit;

import java.sql.Connection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * A recorder of what code does with a connection: the statements it executes, and its calls that begin, end or leave
 * a transaction. Everything reaches the real connection. Thread-safe.
 *
 * <p>Proves "one statement", "no SQL at all" and "joins: never begins, commits or rolls back":
 *
 * <pre>{@code
 * StatementSpy spy = StatementSpy.on(connection);
 * tokens.consume(spy.connection(), token);
 * assertThat(spy.statements()).hasSize(1);
 * assertThat(spy.transactionCalls()).isEmpty();
 * }</pre>
 *
 * <p>What is done with a connection unwrapped to a driver's own type escapes the record.
 */
public final class StatementSpy {

    private final StatementLog log;
    private final Optional<Connection> connection;
    private final Optional<DataSource> dataSource;

    private StatementSpy(StatementLog log, Optional<Connection> connection, Optional<DataSource> dataSource) {
        this.log = log;
        this.connection = connection;
        this.dataSource = dataSource;
    }

    /**
     * A spy on one connection; use {@link #connection()} in its place.
     *
     * @param connection the real one
     * @return the spy
     */
    public static StatementSpy on(Connection connection) {
        StatementLog log = new StatementLog();
        return new StatementSpy(log, Optional.of(SpyProxy.of(connection, log)), Optional.empty());
    }

    /**
     * A spy on every connection of a data source; use {@link #dataSource()} in its place.
     *
     * @param dataSource the real one
     * @return the spy
     */
    public static StatementSpy on(DataSource dataSource) {
        StatementLog log = new StatementLog();
        return new StatementSpy(log, Optional.empty(), Optional.of(SpyProxy.of(dataSource, log)));
    }

    /**
     * The connection whose use is recorded.
     *
     * @return the spied connection
     * @throws IllegalStateException when the spy is on a data source
     */
    public Connection connection() {
        return connection.orElseThrow(
                () -> new IllegalStateException("this spy is on a data source: use dataSource()"));
    }

    /**
     * The data source whose connections' use is recorded.
     *
     * @return the spied data source
     * @throws IllegalStateException when the spy is on a connection
     */
    public DataSource dataSource() {
        return dataSource.orElseThrow(() -> new IllegalStateException("this spy is on a connection: use connection()"));
    }

    /**
     * The texts of the executed statements, with parameters as question marks; a batch counts once a row.
     *
     * @return the texts, in the order of execution
     */
    public List<String> statements() {
        return log.statements();
    }

    /**
     * The calls that begin, end or leave a transaction: {@code commit}, {@code rollback}, {@code rollback(savepoint)},
     * {@code setAutoCommit(false)}, {@code setSavepoint}, {@code releaseSavepoint}, {@code setTransactionIsolation},
     * {@code setReadOnly}, {@code abort} and {@code close}. Such commands given as SQL are among the statements.
     *
     * @return the calls, in their order
     */
    public List<String> transactionCalls() {
        return log.transactionCalls();
    }

    /**
     * How often each of the {@link #transactionCalls()} was made.
     *
     * @return the counts by call, in the order of their first
     */
    public Map<String, Long> transactionCallCounts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        transactionCalls().forEach(call -> counts.merge(call, 1L, Long::sum));
        return counts;
    }

    /** Forgets what was recorded. */
    public void reset() {
        log.reset();
    }
}
