package dev.holdfast.examples.benchmarks.credential;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.auth.AuthSchema;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.event.AuditSink;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.secret.KeyRing;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.io.Closeable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * What a host brings along: the module's tables, a pool for its own work and one for what owns its transactions, and a log
 * that keeps nothing, so that what is measured is the decision and not its record. Everybody in a contest works over these
 * pools, with one connection for each thread.
 *
 * @param database where the tables are
 * @param requests the host's own pool
 * @param own the pool of counters and denials
 * @param clock the host's clock
 */
public record AuthHost(TestDatabase database, HikariDataSource requests, HikariDataSource own, Clock clock)
        implements Closeable {
    /** Work on a connection that is in a transaction. */
    @FunctionalInterface
    public interface Statements<T> {
        /** Runs them. */
        T on(Connection connection) throws SQLException;
    }

    /** A host in an empty database. */
    public static AuthHost in(TestDatabase database, int threads, Clock clock) throws SQLException {
        database.execute(AuthSchema.module().ddl(Namespace.defaults()));
        return new AuthHost(database, pool(database, threads), pool(database, threads), clock);
    }

    /** A key ring known to anybody: it protects a database that lives as long as the program. */
    public static Supplier<KeyRing> ring(String purpose) {
        KeyRing ring = KeyRing.of(purpose, "k1", Secret.of(new byte[32]));
        return () -> ring;
    }

    /** Begins the host's own transactions. */
    public TransactionRunner requestRunner() {
        return TransactionRunner.over(requests);
    }

    /** Begins the transactions of what owns them. */
    public TransactionRunner ownRunner() {
        return TransactionRunner.over(own);
    }

    /** A trail that keeps nothing. */
    public AuditTrail trail() {
        return AuditTrail.of(AuditSink.discarding(), AuditSink.discarding(), clock);
    }

    /** A transaction as it is written by hand. */
    public <T> T byHand(Statements<T> statements) throws SQLException {
        try (Connection connection = requests.getConnection()) {
            connection.setAutoCommit(false);
            T result = statements.on(connection);
            connection.commit();
            connection.setAutoCommit(true);
            return result;
        }
    }

    /** What a query counts, before a script clears it away. */
    public long tally(String count, String clear) throws SQLException {
        long counted = database.queryLong(count);
        database.execute(clear);
        return counted;
    }

    @Override
    public void close() {
        requests.close();
        own.close();
    }

    private static HikariDataSource pool(TestDatabase database, int connections) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(database.dataSource());
        config.setMaximumPoolSize(connections);
        return new HikariDataSource(config);
    }
}
