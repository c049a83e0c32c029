package dev.holdfast.migration.rehearse.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AutocommitProbeTest {
    static Stream<ObservedCase> cases() {
        return ObservedCases.outsideTransaction().stream();
    }

    /**
     * The statement waits for a transaction that reads the table, with its own lock held; the transaction ends once the
     * lock has been seen, so the sample cannot miss it.
     */
    @ParameterizedTest
    @MethodSource("cases")
    void observe_statementThatRefusesATransaction_isSeenWhileItRuns(ObservedCase expected) throws Exception {
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (TestDatabase database = ProbeSchema.create();
                Connection reader = database.connect();
                Connection first = database.connect();
                Connection second = database.connect()) {
            reader.setAutoCommit(false);
            execute(reader, "SELECT count(*) FROM t, parent");
            AutocommitProbe probe = AutocommitProbe.of(first, second);
            Future<StatementObservation> seen = threads.submit(() -> observe(probe, first, expected.sql()));
            awaitWaiting(database);
            reader.rollback();
            assertThat(ObservedCase.of(expected.sql(), seen.get()).locks()).contains(expected.locks());
            assertThat(seen.get().coverage()).isEqualTo(Coverage.SAMPLED);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void observe_vacuumFull_isARewrite() throws SQLException {
        try (TestDatabase database = ProbeSchema.create();
                Connection first = database.connect();
                Connection second = database.connect()) {
            StatementObservation seen = observe(AutocommitProbe.of(first, second), first, "VACUUM FULL t");
            assertThat(seen.rewrittenTables()).extracting(Relation::toString).containsExactly("public.t");
        }
    }

    @Test
    void observe_statementThatFails_throwsAndLeavesTheConnectionsUsable() throws SQLException {
        try (TestDatabase database = ProbeSchema.create();
                Connection first = database.connect();
                Connection second = database.connect()) {
            AutocommitProbe probe = AutocommitProbe.of(first, second);
            assertThatThrownBy(() -> observe(probe, first, "VACUUM no_such")).isInstanceOf(SQLException.class);
            assertThat(observe(probe, first, "VACUUM t").rewritten()).isEmpty();
        }
    }

    /** Until a session waits for a lock; each look is a round trip of its own, and the statement is bound to get there. */
    private static void awaitWaiting(TestDatabase database) throws SQLException {
        long waiting = 0;
        for (int look = 0; look < 100_000 && waiting < 10; look++) {
            long now = database.queryLong("SELECT count(*) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND wait_event_type = 'Lock'");
            // Ten new connections in a row: the watch looks far more often than they take.
            waiting = now > 0 ? waiting + 1 : 0;
        }
        assertThat(waiting).isEqualTo(10);
    }

    private static StatementObservation observe(AutocommitProbe probe, Connection connection, String sql)
            throws SQLException {
        probe.begin();
        execute(connection, sql);
        return probe.end(Duration.ofMillis(1));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
