package dev.holdfast.core.lock.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.core.lock.Changes;
import dev.holdfast.core.lock.OptimisticLock;
import dev.holdfast.core.lock.RowKey;
import dev.holdfast.core.lock.StaleVersionException;
import dev.holdfast.core.lock.VersionedRow;
import dev.holdfast.core.lock.VersionedTable;
import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.core.tx.SqlState;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptimisticRetryTest {
    private static final RowKey KEY = RowKey.of(1L);
    private static TestDatabase database;

    private final OptimisticLock counters = OptimisticLock.on(VersionedTable.of("counter", "id"));
    private final List<Duration> pauses = new ArrayList<>();
    private final OptimisticRetry retry =
            OptimisticRetry.over(runner(), RetryPolicy.defaults()).withPause(pauses::add);

    @BeforeAll
    static void create() throws SQLException {
        database = EmbeddedPostgres.shared().createDatabase();
        database.execute("CREATE TABLE counter (id bigint PRIMARY KEY, n integer, version integer NOT NULL DEFAULT 1)");
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @BeforeEach
    void fill() throws SQLException {
        database.execute("DELETE FROM counter; INSERT INTO counter VALUES (1, 0, 1)");
    }

    @AfterEach
    void clearInterrupt() {
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void call_lostTwice_readsAfreshAndComputesAgain() throws SQLException {
        int result = retry.call(attempt -> {
            int next = increment(attempt, attempt.number() <= 2);
            return next * 100 + attempt.number();
        });

        // Two others added one each; the third try read their 2 and made 3 of it.
        assertThat(result).isEqualTo(303);
        assertThat(database.queryStrings("SELECT c::text FROM counter AS c")).containsExactly("(1,3,4)");
        assertThat(pauses).hasSize(2);
        assertThat(pauses.get(0)).isBetween(Duration.ZERO, Duration.ofMillis(10));
        assertThat(pauses.get(1)).isBetween(Duration.ZERO, Duration.ofMillis(20));
    }

    @Test
    void call_lostTry_leavesNothing() throws SQLException {
        int unused = retry.call(attempt -> {
            attempt.tx().execute("INSERT INTO counter VALUES (" + (10 + attempt.number()) + ", 0)");
            return increment(attempt, attempt.number() == 1);
        });

        assertThat(database.queryStrings("SELECT id::text FROM counter ORDER BY id"))
                .containsExactly("1", "12");
    }

    @Test
    void call_everyTryLost_saysHowOftenAndWhy() throws SQLException {
        RetriesExhaustedException thrown = catchThrowableOfType(
                RetriesExhaustedException.class, () -> retry.call(attempt -> increment(attempt, true)));

        assertThat(thrown.tries()).isEqualTo(5);
        assertThat(thrown).hasCauseInstanceOf(StaleVersionException.class);
        assertThat(thrown)
                .hasMessage("all 5 tries met a conflict, the last one: counter 1 changed: expected version 5, found 6;"
                        + " read it again and repeat the change; allow more tries in RetryPolicy,"
                        + " or make the row less contended");
        // No pause after the last try.
        assertThat(pauses).hasSize(4);
        assertThat(database.queryLong("SELECT n FROM counter")).isEqualTo(5);
    }

    @Test
    void call_versionOfAUser_isNeverTriedAgain() throws SQLException {
        List<Integer> tries = new ArrayList<>();

        assertThatThrownBy(() -> retry.call(attempt -> {
                    tries.add(attempt.number());
                    return counters.updateOrThrow(attempt.tx(), KEY, 77, Changes.of("n", 9));
                }))
                .isInstanceOf(StaleVersionException.class);
        assertThat(tries).containsExactly(1);
        assertThat(pauses).isEmpty();
        assertThat(database.queryLong("SELECT n FROM counter")).isZero();
    }

    @Test
    void call_rowReadElsewhere_isRefused() throws SQLException {
        VersionedRow before = retry.call(attempt -> attempt.read(counters, KEY).orElseThrow());

        assertThatThrownBy(() -> retry.call(attempt -> attempt.update(counters, before, Changes.of("n", 9))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("row must have been read in this try, got counter 1 in version 1 from elsewhere");
        assertThatThrownBy(() -> retry.call(attempt -> attempt.delete(counters, before)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(database.queryStrings("SELECT c::text FROM counter AS c")).containsExactly("(1,0,1)");
    }

    @Test
    void call_otherFailure_passesThroughAtOnce() {
        IllegalStateException failure = new IllegalStateException("no");

        assertThatThrownBy(() -> retry.call(attempt -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(pauses).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {SqlState.SERIALIZATION_FAILURE, SqlState.DEADLOCK_DETECTED})
    void call_databaseConflict_isTriedAgain(String sqlState) {
        String result = retry.call(attempt -> {
            if (attempt.number() < 3) {
                throw new IllegalStateException(
                        "wrapped by the host", DatabaseException.of("x", new SQLException("x", sqlState)));
            }
            return "third";
        });

        assertThat(result).isEqualTo("third");
    }

    @Test
    void call_conflictAtTheCommit_isTriedAgain() throws SQLException {
        List<Integer> tries = new ArrayList<>();
        TransactionRunner failing = work -> runner().run(tx -> {
            work.accept(tx);
            if (tries.size() == 1) {
                throw DatabaseException.of("commit failed", new SQLException("x", "40001"));
            }
        });

        int result = OptimisticRetry.over(failing, RetryPolicy.defaults())
                .withPause(pauses::add)
                .call(attempt -> {
                    tries.add(attempt.number());
                    return increment(attempt, false);
                });

        assertThat(result).isEqualTo(1);
        assertThat(tries).containsExactly(1, 2);
        assertThat(database.queryLong("SELECT n FROM counter")).isEqualTo(1);
    }

    @Test
    void call_noConnection_isNotTriedAgain() {
        TransactionRunner broken = work -> {
            throw DatabaseException.of("connection failed", new SQLException("x", "40001"));
        };

        assertThatThrownBy(() -> OptimisticRetry.over(broken, RetryPolicy.defaults())
                        .withPause(pauses::add)
                        .call(attempt -> "never"))
                .isInstanceOf(DatabaseException.class);
        assertThat(pauses).isEmpty();
    }

    @Test
    void call_interruptedInThePause_throwsTheConflictAndKeepsTheStatus() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> OptimisticRetry.over(runner(), RetryPolicy.defaults())
                            .call(attempt -> {
                                throw DatabaseException.of("x", new SQLException("x", "40001"));
                            }))
                    .isInstanceOf(DatabaseException.class)
                    .satisfies(thrown -> assertThat(thrown.getSuppressed())
                            .singleElement()
                            .isInstanceOf(InterruptedException.class));
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            boolean unused = Thread.interrupted();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Connection.TRANSACTION_READ_COMMITTED, Connection.TRANSACTION_SERIALIZABLE})
    void call_manyThreads_loseNoIncrement(int isolation) throws Exception {
        int threads = 6;
        OptimisticRetry patient = OptimisticRetry.over(
                runner(isolation),
                RetryPolicy.defaults().withTries(50).withDelays(Duration.ofMillis(1), Duration.ofMillis(8)));
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CompletableFuture<?>[] all = IntStream.range(0, threads * 2)
                    .mapToObj(i -> CompletableFuture.runAsync(
                            () -> {
                                int unused = patient.call(attempt -> increment(attempt, false));
                            },
                            pool))
                    .toArray(CompletableFuture<?>[]::new);
            CompletableFuture.allOf(all).get();
        } finally {
            pool.shutdownNow();
        }
        assertThat(database.queryStrings("SELECT c::text FROM counter AS c")).containsExactly("(1,12,13)");
    }

    @Test
    void longestPause_doublesUpToTheBound() {
        RetryPolicy policy = RetryPolicy.defaults().withDelays(Duration.ofMillis(10), Duration.ofMillis(50));

        assertThat(Stream.of(1, 2, 3, 4, 49).map(policy::longestPauseAfter))
                .containsExactly(
                        Duration.ofMillis(10),
                        Duration.ofMillis(20),
                        Duration.ofMillis(40),
                        Duration.ofMillis(50),
                        Duration.ofMillis(50));
    }

    static Stream<Arguments> badInput() {
        RetryPolicy policy = RetryPolicy.defaults();
        return Stream.of(
                bad("tries must be between 1 and 50, got 0", () -> policy.withTries(0)),
                bad("tries must be between 1 and 50, got 51", () -> policy.withTries(51)),
                bad(
                        "firstDelay must be between PT0S and PT10S, got PT-1S",
                        () -> policy.withDelays(Duration.ofSeconds(-1), Duration.ofSeconds(1))),
                bad(
                        "maxDelay must be between PT2S and PT1M, got PT1S",
                        () -> policy.withDelays(Duration.ofSeconds(2), Duration.ofSeconds(1))));
    }

    @ParameterizedTest
    @MethodSource
    void badInput(String message, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    private static Arguments bad(String message, ThrowingCallable call) {
        return Arguments.of(message, call);
    }

    private int increment(Attempt attempt, boolean overtaken) {
        VersionedRow row = attempt.read(counters, KEY).orElseThrow();
        int next = row.get("n", Integer.class) + 1;
        if (overtaken) {
            overtake();
        }
        attempt.update(counters, row, Changes.of("n", next));
        return next;
    }

    private static void overtake() {
        try {
            database.execute("UPDATE counter SET n = n + 1, version = version + 1 WHERE id = 1");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TransactionRunner runner() {
        return TransactionRunner.over(database.dataSource());
    }

    private static TransactionRunner runner(int isolation) {
        DataSource dataSource = database.dataSource();
        return work -> TransactionRunner.over(dataSource).run(tx -> {
            tx.execute(
                    isolation == Connection.TRANSACTION_SERIALIZABLE
                            ? "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE"
                            : "SET TRANSACTION ISOLATION LEVEL READ COMMITTED");
            work.accept(tx);
        });
    }
}
