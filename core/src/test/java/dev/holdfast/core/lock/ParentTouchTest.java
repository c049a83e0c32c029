package dev.holdfast.core.lock;

import static dev.holdfast.core.lock.LockFixture.committed;
import static dev.holdfast.core.lock.LockFixture.on;
import static dev.holdfast.core.lock.LockFixture.rolledBack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.lock.OptimisticLock.RowUpdate;
import dev.holdfast.testkit.StatementSpy;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ParentTouchTest {
    private static final VersionedTable PURCHASE = VersionedTable.of("purchase", "id");
    private static TestDatabase database;

    private final OptimisticLock lines =
            OptimisticLock.on(VersionedTable.of("line", "id")).touching(ParentLink.of(PURCHASE, "purchase_id"));

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
        database.execute("""
                TRUNCATE purchase, line;
                INSERT INTO purchase VALUES (1, 10), (2, 20);
                INSERT INTO line VALUES (11, 1, 1, 1), (12, 1, 1, 1), (21, 2, 1, 1), (31, NULL, 1, 1);
                """);
    }

    @Test
    void update_child_advancesItsParentInOneStatement() throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            StatementSpy spy = StatementSpy.on(connection);
            UpdateResult result = lines.update(on(spy.connection()), RowKey.of(11L), 1, Changes.of("quantity", 5));
            connection.commit();

            assertThat(result).isEqualTo(new UpdateResult.Updated(2, OptionalLong.of(11)));
            assertThat(spy.statements()).hasSize(1);
        }
        assertThat(purchases()).containsExactly("(1,11)", "(2,20)");
    }

    @Test
    void update_staleChild_leavesTheParent() throws SQLException {
        assertThatObject(committed(database, tx -> lines.update(tx, RowKey.of(11L), 7, Changes.none())))
                .isEqualTo(new UpdateResult.Stale(7, 1));
        assertThatObject(rolledBack(database, tx -> lines.update(tx, RowKey.of(11L), 1, Changes.none())))
                .isInstanceOf(UpdateResult.Updated.class);
        assertThat(purchases()).containsExactly("(1,10)", "(2,20)");
    }

    @Test
    void update_childWithoutParent_isUpdatedAllTheSame() throws SQLException {
        assertThatObject(committed(database, tx -> lines.update(tx, RowKey.of(31L), 1, Changes.none())))
                .isEqualTo(new UpdateResult.Updated(2));
    }

    @Test
    void delete_child_advancesItsParent() throws SQLException {
        assertThatObject(committed(database, tx -> lines.delete(tx, RowKey.of(21L), 1)))
                .isEqualTo(new DeleteResult.Deleted(OptionalLong.of(21)));
        assertThat(purchases()).containsExactly("(1,10)", "(2,21)");
    }

    @Test
    void updateAll_severalChildrenOfOneParent_advanceItOnce() throws SQLException {
        BulkResult result = committed(
                database,
                tx -> lines.updateAll(
                        tx,
                        List.of(
                                new RowUpdate(RowKey.of(11L), 1, Changes.of("quantity", 2)),
                                new RowUpdate(RowKey.of(12L), 1, Changes.of("quantity", 3)),
                                new RowUpdate(RowKey.of(21L), 9, Changes.of("quantity", 4)))));

        assertThat(((BulkResult.Applied) result).losers()).hasSize(1);
        assertThat(purchases()).containsExactly("(1,11)", "(2,20)");
    }

    @Test
    void updateAll_severalParents_areLockedInTheOrderOfTheirKeys() throws Exception {
        database.execute("INSERT INTO purchase SELECT n, 1 FROM generate_series(101, 200) n;"
                + " INSERT INTO line SELECT n, n, 1, 1 FROM generate_series(101, 200) n");
        List<RowUpdate> rows = LongStream.rangeClosed(101, 200)
                .mapToObj(id -> new RowUpdate(RowKey.of(id), 1, Changes.of("quantity", 2)))
                .toList();
        try (Connection holder = database.connect()) {
            holder.setAutoCommit(false);
            on(holder).execute("SELECT FROM purchase WHERE id = 150 FOR UPDATE");
            CompletableFuture<BulkResult> bulk = CompletableFuture.supplyAsync(() -> bulkOf(rows));
            while (database.queryLong("SELECT count(*) FROM pg_stat_activity"
                            + " WHERE datname = current_database() AND wait_event_type = 'Lock'")
                    == 0) {
                assertThat(bulk).isNotDone();
            }
            // It waits for 150, so it holds all before it, and none after.
            assertThat(database.queryStrings(
                            "SELECT id FROM purchase WHERE id > 100 ORDER BY id FOR UPDATE SKIP LOCKED"))
                    .first()
                    .isEqualTo("151");
            assertThat(database.queryStrings("SELECT id FROM purchase WHERE id > 100 FOR UPDATE SKIP LOCKED"))
                    .hasSize(50);
            holder.rollback();
            assertThat(((BulkResult.Applied) bulk.get()).complete()).isTrue();
        }
    }

    @Test
    void parentLink_wrongColumns_isRefused() {
        assertThatThrownBy(() -> ParentLink.of(PURCHASE, "a", "b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("childColumns must name one column for each of [id] of purchase, got [a, b]");
    }

    private BulkResult bulkOf(List<RowUpdate> rows) {
        try {
            return committed(database, tx -> lines.updateAll(tx, rows));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> purchases() throws SQLException {
        return database.queryStrings("SELECT t::text FROM purchase AS t ORDER BY id");
    }
}
