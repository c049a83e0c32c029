package dev.holdfast.core.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link TransactionRunner} keeps: extend it for a runner of your own.
 *
 * <p>It makes a table {@code runner_contract} in the first schema of the search path. Runner and host need at least eight
 * connections between them.
 */
public abstract class TransactionRunnerContract {
    private static final int THREADS = 4;
    private static final int RUNS = 10;

    /**
     * The runner under test.
     *
     * @return the runner
     */
    protected abstract TransactionRunner runner();

    /**
     * Runs work in the host's ordinary transaction: commits when it returns, rolls back and rethrows when it throws.
     *
     * @param work gets the host's transaction
     */
    protected abstract void host(Consumer<DSLContext> work);

    /**
     * The same database, for looks from outside.
     *
     * @return connections that take no part in any transaction
     */
    protected abstract DataSource outside();

    @BeforeEach
    void emptyTable() throws SQLException {
        try (Connection connection = outside().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS runner_contract (note text PRIMARY KEY)");
            statement.execute("TRUNCATE runner_contract");
        }
    }

    @Test
    void run_workReturns_isCommitted() throws Exception {
        runner().run(tx -> write(tx, "own"));
        assertThat(notes()).containsExactly("own");
    }

    @Test
    void run_workThrows_isRolledBackAndRethrown() throws Exception {
        RuntimeException failure = new IllegalStateException("work");
        assertThatThrownBy(() -> runner().run(tx -> {
                    write(tx, "own");
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(notes()).isEmpty();
    }

    @Test
    void run_workThrowsError_isRolledBackAndRethrown() throws Exception {
        Error failure = new StackOverflowError("work");
        assertThatThrownBy(() -> runner().run(tx -> {
                    write(tx, "own");
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(notes()).isEmpty();
    }

    @Test
    void run_inTheHostsTransaction_survivesItsRollback() throws Exception {
        assertThatThrownBy(() -> host(hosts -> {
                    write(hosts, "host");
                    runner().run(tx -> write(tx, "own"));
                    throw new IllegalStateException("host");
                }))
                .hasMessage("host");
        assertThat(notes()).containsExactly("own");
    }

    @Test
    void run_inTheHostsTransaction_seesNoneOfItsRows() {
        host(hosts -> {
            write(hosts, "host");
            runner().run(tx -> assertThat(count(tx)).isZero());
            assertThat(count(hosts)).isOne();
        });
    }

    @Test
    void run_inTheHostsTransaction_commitsNothingOfIt() throws Exception {
        host(hosts -> {
            write(hosts, "host");
            runner().run(tx -> write(tx, "own"));
            assertThatCode(() -> assertThat(notes()).containsExactly("own")).doesNotThrowAnyException();
        });
        assertThat(notes()).containsExactlyInAnyOrder("host", "own");
    }

    @Test
    void run_failsInTheHostsTransaction_leavesItUsable() throws Exception {
        host(hosts -> {
            assertThatThrownBy(() -> runner().run(tx -> {
                        throw new IllegalStateException("own");
                    }))
                    .hasMessage("own");
            write(hosts, "host");
        });
        assertThat(notes()).containsExactly("host");
    }

    @Test
    void run_nested_innerSurvivesTheOutersRollback() throws Exception {
        assertThatThrownBy(() -> runner().run(outer -> {
                    write(outer, "outer");
                    runner().run(inner -> write(inner, "inner"));
                    throw new IllegalStateException("outer");
                }))
                .hasMessage("outer");
        assertThat(notes()).containsExactly("inner");
    }

    @Test
    void run_context_canBeJoined() throws Exception {
        runner().run(tx -> write(HostTransaction.join(tx), "joined"));
        assertThat(notes()).containsExactly("joined");
    }

    @Test
    void run_work_isCalledOnce() {
        AtomicInteger calls = new AtomicInteger();
        runner().run(tx -> calls.incrementAndGet());
        assertThat(calls).hasValue(1);
    }

    @Test
    void call_result_comesAfterTheCommit() throws Exception {
        String result = runner().call(tx -> {
            write(tx, "own");
            return "result";
        });
        assertThat(result).isEqualTo("result");
        assertThat(notes()).containsExactly("own");
    }

    @Test
    void run_failingOften_givesItsConnectionsBack() throws Exception {
        for (int i = 0; i < 30; i++) {
            assertThatThrownBy(() -> runner().run(tx -> {
                        throw new IllegalStateException("work");
                    }))
                    .hasMessage("work");
        }
        runner().run(tx -> write(tx, "own"));
        assertThat(notes()).containsExactly("own");
    }

    @Test
    void run_manyThreads_allCommit() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (int i = 0; i < THREADS * RUNS; i++) {
                String note = "note " + i;
                ends.add(pool.submit(() -> runner().run(tx -> write(tx, note))));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(notes()).hasSize(THREADS * RUNS);
    }

    private static void write(DSLContext tx, String note) {
        tx.query("INSERT INTO runner_contract (note) VALUES (?)", note).execute();
    }

    private static int count(DSLContext tx) {
        return tx.fetchOne("SELECT count(*) FROM runner_contract").get(0, Integer.class);
    }

    private List<String> notes() throws SQLException {
        try (Connection connection = outside().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT note FROM runner_contract")) {
            List<String> notes = new ArrayList<>();
            while (rows.next()) {
                notes.add(rows.getString(1));
            }
            return notes;
        }
    }
}
