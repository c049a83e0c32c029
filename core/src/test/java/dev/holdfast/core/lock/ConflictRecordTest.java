package dev.holdfast.core.lock;

import static dev.holdfast.core.lock.LockFixture.LENDING;
import static dev.holdfast.core.lock.LockFixture.committed;
import static dev.holdfast.core.lock.LockFixture.on;
import static dev.holdfast.core.lock.LockFixture.rolledBack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdfast.core.event.Action;
import dev.holdfast.core.event.AuditSink;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.event.Category;
import dev.holdfast.core.event.Outcome;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.event.Target;
import dev.holdfast.core.lock.OptimisticLock.RowUpdate;
import dev.holdfast.core.metric.Metrics;
import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.testkit.MutableClock;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConflictRecordTest {
    private static final RowKey KEY = RowKey.of(42L);
    private static TestDatabase database;

    private final List<SecurityEvent> denials = new ArrayList<>();
    private final List<String> counts = new ArrayList<>();
    private final OptimisticLock lock = OptimisticLock.on(LENDING)
            .withMetrics(new Counts())
            .withAudit(
                    AuditTrail.of(
                            (tx, event) -> {
                                throw new AssertionError("a refusal is no act");
                            },
                            (tx, event) -> denials.add(event),
                            MutableClock.at(Instant.parse("2026-03-01T10:00:00Z"))),
                    Action.of("lending.update"));

    @BeforeAll
    static void create() {
        database = LockFixture.database();
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @BeforeEach
    void fill() throws SQLException {
        database.execute("DELETE FROM token_lending; INSERT INTO token_lending VALUES (42, 5, NULL, 4)");
    }

    @Test
    void update_success_recordsNothing() throws SQLException {
        assertThatObject(committed(database, tx -> lock.update(tx, KEY, 4, Changes.none())))
                .isEqualTo(new UpdateResult.Updated(5));
        assertThat(denials).isEmpty();
        assertThat(counts).isEmpty();
    }

    @Test
    void update_stale_recordsBothVersions() throws SQLException {
        assertThatObject(rolledBack(database, tx -> lock.update(tx, KEY, 3, Changes.none())))
                .isEqualTo(new UpdateResult.Stale(3, 4));

        assertThat(counts).containsExactly("holdfast.lock.conflict[table, token_lending, reason, version_mismatch]");
        assertThat(denials).singleElement().satisfies(event -> {
            assertThat(event.action()).isEqualTo(Action.of("lending.update"));
            assertThat(event.category()).isEqualTo(Category.DATA);
            assertThat(event.outcome()).isEqualTo(Outcome.FAILURE);
            assertThat(event.reason()).isEqualTo("version_mismatch");
            assertThat(event.targets()).containsExactly(Target.of("lending", "42"));
            assertThat(event.metadata().json()).isEqualTo("{\"expected\":3,\"found\":4}");
        });
    }

    @Test
    void update_missing_recordsThatNothingWasFound() throws SQLException {
        assertThatObject(committed(database, tx -> lock.update(tx, RowKey.of(1L), 3, Changes.none())))
                .isEqualTo(new UpdateResult.Missing());

        assertThat(counts).containsExactly("holdfast.lock.conflict[table, token_lending, reason, row_missing]");
        assertThat(denials).singleElement().satisfies(event -> {
            assertThat(event.reason()).isEqualTo("row_missing");
            assertThat(event.metadata().json()).isEqualTo("{\"expected\":3,\"found\":null}");
        });
    }

    @Test
    void orThrow_stale_recordsToo() throws SQLException {
        Throwable thrown = rolledBack(database, tx -> catchThrowable(() -> lock.deleteOrThrow(tx, KEY, 3)));

        assertThat(thrown).isInstanceOf(StaleVersionException.class);
        assertThat(denials).hasSize(1);
    }

    @Test
    void update_auditThrows_actFailsWithIt() throws SQLException {
        OptimisticLock strict = lock.withAudit(
                AuditTrail.of(
                        AuditSink.discarding(),
                        (tx, event) -> {
                            throw new IllegalStateException("audit log is full");
                        },
                        MutableClock.at(Instant.parse("2026-03-01T10:00:00Z"))),
                Action.of("lending.update"));

        Throwable thrown = rolledBack(database, tx -> catchThrowable(() -> strict.update(tx, KEY, 3, Changes.none())));
        assertThat(thrown).hasMessage("audit log is full");
    }

    @Test
    void updateAll_manyLosers_shareOneEventAndCountEach() throws SQLException {
        List<RowUpdate> rows = LongStream.range(100, 120)
                .mapToObj(id -> new RowUpdate(RowKey.of(id), 1, Changes.none()))
                .collect(java.util.stream.Collectors.toCollection(ArrayList::new));
        rows.add(0, new RowUpdate(KEY, 3, Changes.none()));

        BulkResult result = rolledBack(database, tx -> lock.updateAll(tx, rows));

        assertThat(((BulkResult.Applied) result).losers()).hasSize(21);
        assertThat(counts).hasSize(21);
        assertThat(denials).singleElement().satisfies(event -> {
            assertThat(event.targets()).hasSize(16);
            assertThat(event.reason()).isEqualTo("version_mismatch");
            assertThat(event.metadata().json())
                    .startsWith("{\"loser_count\":21,\"losers\":[{\"key\":\"42\",\"expected\":3,\"found\":4},");
        });
    }

    @Test
    void update_serialisationFailure_isConflictCountedButNotRecorded() throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            assertThat(lock.read(on(connection), KEY)).isPresent();
            database.execute("UPDATE token_lending SET version = 5");

            assertThat(lock.update(on(connection), KEY, 4, Changes.none()))
                    .isEqualTo(new UpdateResult.Conflict("40001"));
            connection.rollback();
            assertThat(lock.read(on(connection), KEY)).isPresent();
            database.execute("UPDATE token_lending SET version = 6");
            assertThatThrownBy(() -> lock.updateOrThrow(on(connection), KEY, 5, Changes.none()))
                    .isInstanceOfSatisfying(
                            DatabaseException.class,
                            thrown -> assertThat(thrown.sqlState()).hasValue("40001"));
            connection.rollback();
        }
        assertThat(counts)
                .hasSize(2)
                .containsOnly("holdfast.lock.conflict[table, token_lending, reason, serialization]");
        assertThat(denials).isEmpty();
    }

    /** Keeps what was counted. */
    private final class Counts implements Metrics {
        @Override
        public void count(String name, String... labels) {
            counts.add(name + List.of(labels));
        }

        @Override
        public void time(String name, Duration elapsed, String... labels) {
            throw new AssertionError("nothing is timed here");
        }
    }
}
