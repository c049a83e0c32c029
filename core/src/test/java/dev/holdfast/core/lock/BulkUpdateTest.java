package dev.holdfast.core.lock;

import static dev.holdfast.core.lock.LockFixture.ADA;
import static dev.holdfast.core.lock.LockFixture.LENDING;
import static dev.holdfast.core.lock.LockFixture.SEAT;
import static dev.holdfast.core.lock.LockFixture.USER;
import static dev.holdfast.core.lock.LockFixture.committed;
import static dev.holdfast.core.lock.LockFixture.on;
import static dev.holdfast.core.lock.LockFixture.rolledBack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import dev.holdfast.core.lock.OptimisticLock.RowUpdate;
import dev.holdfast.testkit.StatementSpy;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BulkUpdateTest {
    private static TestDatabase database;

    private final OptimisticLock lendings = OptimisticLock.on(LENDING);

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
                TRUNCATE token_lending, "user", seat;
                INSERT INTO token_lending SELECT i, i, 'n' || i, 1 FROM generate_series(1, 4) AS i;
                INSERT INTO "user" VALUES ('%s', 'Ada', 7);
                INSERT INTO seat VALUES (7, 'A,1"\\', NULL, 1), (7, 'A2', NULL, 5);
                """.formatted(ADA));
    }

    @Test
    void updateAll_someLose_namesWinnersAndLosersInOrder() throws SQLException {
        BulkResult result =
                committed(database, tx -> lendings.updateAll(tx, List.of(row(3, 1), row(9, 1), row(1, 2), row(2, 1))));

        assertThat(result)
                .isEqualTo(new BulkResult.Applied(
                        List.of(winner(3), winner(2)),
                        List.of(
                                new BulkResult.Loser(RowKey.of(9L), 1, OptionalLong.empty()),
                                new BulkResult.Loser(RowKey.of(1L), 2, OptionalLong.of(1)))));
        assertThat(rows("token_lending")).containsExactly("(1,1,n1,1)", "(2,20,n2,2)", "(3,30,n3,2)", "(4,4,n4,1)");
    }

    @Test
    void updateAll_rolledBack_leavesNothing() throws SQLException {
        assertThatObject(rolledBack(database, tx -> lendings.updateAll(tx, List.of(row(1, 1), row(2, 1)))))
                .isInstanceOfSatisfying(
                        BulkResult.Applied.class,
                        applied -> assertThat(applied.complete()).isTrue());
        assertThat(rows("token_lending")).contains("(1,1,n1,1)", "(2,2,n2,1)");
    }

    @Test
    void updateAll_sameColumns_isOneStatement() throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            StatementSpy spy = StatementSpy.on(connection);

            BulkResult result = lendings.updateAll(
                    on(spy.connection()),
                    LongStream.rangeClosed(1, 4).mapToObj(id -> row(id, 1)).toList());

            assertThat(((BulkResult.Applied) result).updated()).hasSize(4);
            assertThat(spy.statements()).hasSize(1);
            assertThat(spy.transactionCalls()).isEmpty();
            connection.rollback();
        }
    }

    @Test
    void updateAll_differentColumns_isOneStatementForEachSet() throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            StatementSpy spy = StatementSpy.on(connection);

            BulkResult result = lendings.updateAll(
                    on(spy.connection()),
                    List.of(
                            row(1, 1),
                            new RowUpdate(RowKey.of(2L), 1, Changes.of("note", null)),
                            row(3, 1),
                            new RowUpdate(RowKey.of(4L), 1, Changes.none())));

            connection.commit();
            assertThat(((BulkResult.Applied) result).updated())
                    .extracting(BulkResult.Winner::key)
                    .containsExactly(RowKey.of(1L), RowKey.of(2L), RowKey.of(3L), RowKey.of(4L));
            assertThat(spy.statements()).hasSize(3);
        }
        assertThat(rows("token_lending")).containsExactly("(1,10,n1,2)", "(2,2,,2)", "(3,30,n3,2)", "(4,4,n4,2)");
    }

    @Test
    void updateAll_none_runsNothing() throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            StatementSpy spy = StatementSpy.on(connection);

            assertThat(lendings.updateAll(on(spy.connection()), List.of()))
                    .isEqualTo(new BulkResult.Applied(List.of(), List.of()));
            assertThat(spy.statements()).isEmpty();
        }
    }

    @Test
    void updateAll_uuidCompositeAndAwkwardTexts_reachTheirRows() throws SQLException {
        RowKey awkward = RowKey.of(7, "A,1\"\\");
        BulkResult seats = committed(
                database,
                tx -> OptimisticLock.on(SEAT)
                        .updateAll(
                                tx,
                                List.of(
                                        new RowUpdate(awkward, 1, Changes.of("taken_by", "{\"NULL\",\\x}")),
                                        new RowUpdate(RowKey.of(7, "A2"), 5, Changes.of("taken_by", "NULL")))));
        BulkResult users = committed(
                database,
                tx -> OptimisticLock.on(USER)
                        .updateAll(tx, List.of(new RowUpdate(RowKey.of(ADA), 7, Changes.of("Display \"Name\"", "")))));

        assertThat(((BulkResult.Applied) seats).updated())
                .containsExactly(new BulkResult.Winner(awkward, 2), new BulkResult.Winner(RowKey.of(7, "A2"), 6));
        assertThat(((BulkResult.Applied) users).complete()).isTrue();
        assertThat(database.queryStrings("SELECT taken_by FROM seat ORDER BY number DESC"))
                .containsExactlyInAnyOrder("NULL", "{\"NULL\",\\x}");
        assertThat(rows("\"user\"")).containsExactly("(" + ADA + ",\"\",8)");
    }

    private static RowUpdate row(long id, long version) {
        return new RowUpdate(RowKey.of(id), version, Changes.of("token_count", 10 * id));
    }

    private static BulkResult.Winner winner(long id) {
        return new BulkResult.Winner(RowKey.of(id), 2);
    }

    private static List<String> rows(String table) throws SQLException {
        return database.queryStrings("SELECT t::text FROM " + table + " AS t ORDER BY 1");
    }
}
