package dev.holdfast.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.core.tx.Pools;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLTransientConnectionException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many requests, each refused inside its own transaction, on a host pool far smaller than their number. */
class StarvationTest {
    private static final int REQUESTS = 64;
    private static final int HOST_POOL = 8;
    private static TestDatabase database;

    @BeforeAll
    static void open() throws Exception {
        database = EmbeddedPostgres.shared().createDatabase();
        database.execute(TableSink.DDL);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void emptyTable() throws Exception {
        database.execute("TRUNCATE kept");
    }

    @Test
    void denials_onAPoolOfTheirOwn_starveNobody() throws Exception {
        try (HikariDataSource host = Pools.of(database, HOST_POOL);
                HikariDataSource evidence = Pools.of(database, 2)) {
            assertThat(starved(host, evidence)).isZero();
        }
        assertThat(TableSink.stored(database)).hasSize(REQUESTS);
    }

    @Test
    void naive_denialsOnTheHostsPool_starve() throws Exception {
        HikariConfig config = Pools.config(database, HOST_POOL);
        // The least that HikariCP takes; with its default of 30 s the requests would hang that long.
        config.setConnectionTimeout(250);
        try (HikariDataSource host = new HikariDataSource(config)) {
            connectAll(host);
            assertThat(starved(host, host)).isPositive();
        }
        assertThat(TableSink.stored(database)).hasSizeLessThan(REQUESTS);
    }

    /** Fills the pool beforehand, so that the short time-out is about waiting and not about a slow machine. */
    private static void connectAll(HikariDataSource pool) throws Exception {
        List<Connection> connections = new ArrayList<>();
        for (int tries = 0; connections.size() < HOST_POOL && tries < 100; tries++) {
            try {
                connections.add(pool.getConnection());
            } catch (SQLTransientConnectionException slowMachine) {
                // The pool goes on connecting meanwhile; what counts is asserted below.
                assertThat(slowMachine.getMessage()).contains("request timed out");
            }
        }
        assertThat(connections).hasSize(HOST_POOL);
        for (Connection connection : connections) {
            connection.close();
        }
    }

    /** Runs all requests and gives how many got no connection. */
    private static int starved(HikariDataSource host, HikariDataSource evidence) throws Exception {
        AuditTrail trail = AuditTrail.of(
                new TableSink(),
                AuditSink.independent(TransactionRunner.over(evidence), new TableSink()),
                Clock.systemUTC());
        TransactionRunner hostTransactions = TransactionRunner.over(host);
        CountDownLatch poolIsEmpty = new CountDownLatch(HOST_POOL);
        ExecutorService threads = Executors.newFixedThreadPool(REQUESTS);
        try {
            List<Future<?>> requests = new ArrayList<>();
            for (int i = 0; i < REQUESTS; i++) {
                requests.add(threads.submit(() -> hostTransactions.run(tx -> refused(trail, tx, poolIsEmpty))));
            }
            int starved = 0;
            for (Future<?> request : requests) {
                starved += failed(request) ? 1 : 0;
            }
            return starved;
        } finally {
            threads.shutdownNow();
        }
    }

    private static void refused(AuditTrail trail, DSLContext tx, CountDownLatch poolIsEmpty) {
        try {
            poolIsEmpty.countDown();
            // From here on the first requests hold every connection of the host's pool.
            assertThat(poolIsEmpty.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        trail.denial(
                tx, trail.event(Action.of("lending.delete")).denied("not_owner").build());
    }

    private static boolean failed(Future<?> request) throws InterruptedException {
        try {
            request.get();
            return false;
        } catch (ExecutionException e) {
            assertThat(e.getCause()).hasMessageContaining("no connection for a transaction");
            return true;
        }
    }
}
