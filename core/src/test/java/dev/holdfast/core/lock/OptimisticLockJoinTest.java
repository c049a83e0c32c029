package dev.holdfast.core.lock;

import static dev.holdfast.core.lock.LockFixture.LENDING;
import static org.assertj.core.api.Assertions.assertThatObject;

import dev.holdfast.core.lock.OptimisticLock.RowUpdate;
import dev.holdfast.core.tx.JoinTwin;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every method of the lock joins: it neither begins nor ends the host's transaction, and rolls back with it. */
class OptimisticLockJoinTest {
    private static final OptimisticLock LENDINGS = OptimisticLock.on(LENDING);
    private static final OptimisticLock LINES = OptimisticLock.on(VersionedTable.of("line", "id"))
            .touching(ParentLink.of(VersionedTable.of("purchase", "id"), "purchase_id"));
    private static final RowKey KEY = RowKey.of(42L);
    private static final Changes TEN = Changes.of("token_count", 10);
    private static TestDatabase database;
    private static JoinTwin twin;

    private interface Work extends Function<DSLContext, Object> {}

    @BeforeAll
    static void create() throws SQLException {
        database = LockFixture.database();
        database.execute("INSERT INTO token_lending VALUES (42, 5, 'first', 3), (43, 6, 'other', 1);"
                + " INSERT INTO purchase VALUES (1, 1); INSERT INTO line VALUES (7, 1, 2, 1)");
        twin = JoinTwin.over(database.dataSource(), "token_lending", "purchase", "line");
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    static Stream<Arguments> writes() {
        return Stream.of(
                call("update", UpdateResult.Updated.class, tx -> LENDINGS.update(tx, KEY, 3, TEN)),
                call("updateOrThrow", UpdateResult.Updated.class, tx -> LENDINGS.updateOrThrow(tx, KEY, 3, TEN)),
                call(
                        "updateOrThrow of a row read",
                        UpdateResult.Updated.class,
                        tx -> LENDINGS.updateOrThrow(tx, LENDINGS.read(tx, KEY).orElseThrow(), TEN)),
                call("delete", DeleteResult.Deleted.class, tx -> LENDINGS.delete(tx, KEY, 3)),
                call("deleteOrThrow", DeleteResult.Deleted.class, tx -> LENDINGS.deleteOrThrow(tx, KEY, 3)),
                call(
                        "deleteOrThrow of a row read",
                        DeleteResult.Deleted.class,
                        tx -> LENDINGS.deleteOrThrow(tx, LENDINGS.read(tx, KEY).orElseThrow())),
                call(
                        "updateAll",
                        BulkResult.Applied.class,
                        tx -> LENDINGS.updateAll(
                                tx, List.of(new RowUpdate(KEY, 3, TEN), new RowUpdate(RowKey.of(43L), 9, TEN)))),
                call("advance", OptionalLong.class, tx -> LENDINGS.advance(tx, KEY)),
                call(
                        "update touching its parent",
                        UpdateResult.Updated.class,
                        tx -> LINES.update(tx, RowKey.of(7L), 1, Changes.of("quantity", 3))));
    }

    @ParameterizedTest
    @MethodSource("writes")
    void write_rolledBack_joinedAndLeavesNothing(Class<?> outcome, Work work) throws SQLException {
        assertThatObject(twin.writes(work)).isInstanceOf(outcome);
    }

    static Stream<Arguments> reads() {
        return Stream.of(
                call("read", Optional.class, tx -> LENDINGS.read(tx, KEY)),
                call("update of another version", UpdateResult.Stale.class, tx -> LENDINGS.update(tx, KEY, 2, TEN)),
                call("delete of another version", UpdateResult.Stale.class, tx -> LENDINGS.delete(tx, KEY, 2)),
                call("update of no row", UpdateResult.Missing.class, tx -> LENDINGS.update(tx, RowKey.of(1L), 1, TEN)));
    }

    @ParameterizedTest
    @MethodSource("reads")
    void readOrRefusal_joinedAndWritesNothing(Class<?> outcome, Work work) throws SQLException {
        assertThatObject(twin.reads(work)).isInstanceOf(outcome);
    }

    private static Arguments call(String name, Class<?> outcome, Work work) {
        return Arguments.of(outcome, Named.of(name, work));
    }
}
