package dev.holdfast.core.lock;

import static dev.holdfast.core.lock.LockFixture.ADA;
import static dev.holdfast.core.lock.LockFixture.COUNTRY;
import static dev.holdfast.core.lock.LockFixture.LENDING;
import static dev.holdfast.core.lock.LockFixture.SEAT;
import static dev.holdfast.core.lock.LockFixture.USER;
import static dev.holdfast.core.lock.LockFixture.committed;
import static dev.holdfast.core.lock.LockFixture.on;
import static dev.holdfast.core.lock.LockFixture.rolledBack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.core.lock.OptimisticLock.RowUpdate;
import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.testkit.LeakProbe;
import dev.holdfast.testkit.StatementSpy;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OptimisticLockTest {
    private static final RowKey KEY = RowKey.of(42L);
    private static final Changes TEN = Changes.of("token_count", 10);
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
                TRUNCATE token_lending, "user", country, seat, purchase, line;
                INSERT INTO token_lending VALUES (42, 5, 'first', 3), (43, 6, 'other', 1);
                INSERT INTO "user" VALUES ('%s', 'Ada', 7);
                INSERT INTO country VALUES ('NZ', 5, 1);
                INSERT INTO seat VALUES (7, 'A1', NULL, 1), (7, 'A2', NULL, 1), (8, 'A1', NULL, 1);
                """.formatted(ADA));
    }

    @Test
    void update_expectedVersion_changesNamedColumnsOfOneRow() throws SQLException {
        UpdateResult result = committed(database, tx -> lendings.update(tx, KEY, 3, TEN));

        assertThat(result).isEqualTo(new UpdateResult.Updated(4));
        assertThat(rows("token_lending")).containsExactly("(42,10,first,4)", "(43,6,other,1)");
    }

    @Test
    void update_rolledBack_leavesNothing() throws SQLException {
        assertThatObject(rolledBack(database, tx -> lendings.update(tx, KEY, 3, TEN)))
                .isInstanceOf(UpdateResult.Updated.class);
        assertThat(rows("token_lending")).containsExactly("(42,5,first,3)", "(43,6,other,1)");
    }

    @Test
    void update_otherVersion_isStaleAndWritesNothing() throws SQLException {
        assertThatObject(committed(database, tx -> lendings.update(tx, KEY, 2, TEN)))
                .isEqualTo(new UpdateResult.Stale(2, 3));
        assertThatObject(committed(database, tx -> lendings.update(tx, KEY, 4, TEN)))
                .isEqualTo(new UpdateResult.Stale(4, 3));
        assertThat(rows("token_lending")).containsExactly("(42,5,first,3)", "(43,6,other,1)");
    }

    @Test
    void update_versionBeyondTheColumn_isStale() throws SQLException {
        assertThatObject(committed(database, tx -> lendings.update(tx, KEY, Long.MAX_VALUE, TEN)))
                .isEqualTo(new UpdateResult.Stale(Long.MAX_VALUE, 3));
    }

    @Test
    void update_noSuchRow_isMissing() throws SQLException {
        assertThatObject(committed(database, tx -> lendings.update(tx, RowKey.of(1L), 1, TEN)))
                .isEqualTo(new UpdateResult.Missing());
    }

    @Test
    void update_rowHiddenFromUpdates_isMissing() throws SQLException {
        database.execute("""
                CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
                CREATE TRIGGER keep BEFORE UPDATE ON token_lending FOR EACH ROW EXECUTE FUNCTION keep();
                """);
        try {
            assertThatObject(committed(database, tx -> lendings.update(tx, KEY, 3, TEN)))
                    .isEqualTo(new UpdateResult.Missing());
        } finally {
            database.execute("DROP TRIGGER keep ON token_lending; DROP FUNCTION keep()");
        }
    }

    @Test
    void update_withoutChanges_advancesTheVersionOnly() throws SQLException {
        assertThatObject(committed(database, tx -> lendings.update(tx, KEY, 3, Changes.none())))
                .isEqualTo(new UpdateResult.Updated(4));
        assertThat(rows("token_lending")).contains("(42,5,first,4)");
    }

    @Test
    void update_toNull_isWritten() throws SQLException {
        assertThatObject(committed(database, tx -> lendings.update(tx, KEY, 3, Changes.of("note", null))))
                .isEqualTo(new UpdateResult.Updated(4));
        assertThat(rows("token_lending")).contains("(42,5,,4)");
    }

    @Test
    void update_everyKindOfKey_changesThatRowOnly() throws SQLException {
        OptimisticLock users = OptimisticLock.on(USER);
        assertThatObject(committed(
                        database,
                        tx -> List.of(
                                users.update(tx, RowKey.of(ADA), 7, Changes.of("Display \"Name\"", "Ada L.")),
                                users.update(tx, RowKey.of(ADA.toString()), 8, Changes.none()),
                                OptimisticLock.on(COUNTRY).update(tx, RowKey.of("NZ"), 1, Changes.of("population", 6L)),
                                OptimisticLock.on(SEAT)
                                        .update(tx, RowKey.of(7, "A1"), 1, Changes.of("taken_by", "Ada")))))
                .isEqualTo(List.of(
                        new UpdateResult.Updated(8),
                        new UpdateResult.Updated(9),
                        new UpdateResult.Updated(2),
                        new UpdateResult.Updated(2)));
        assertThat(rows("\"user\"")).containsExactly("(" + ADA + ",\"Ada L.\",9)");
        assertThat(rows("country")).containsExactly("(NZ,6,2)");
        assertThat(rows("seat")).containsExactly("(7,A1,Ada,2)", "(7,A2,,1)", "(8,A1,,1)");
    }

    @Test
    void update_success_isOneStatementAndARefusalTwo() throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            StatementSpy spy = StatementSpy.on(connection);
            DSLContext tx = on(spy.connection());

            assertThat(lendings.update(tx, KEY, 3, TEN.and("note", "n"))).isInstanceOf(UpdateResult.Updated.class);
            assertThat(spy.statements())
                    .containsExactly("UPDATE \"token_lending\" SET \"token_count\" = ?, \"note\" = ?,"
                            + " \"version\" = \"version\" + 1 WHERE \"id\" = ? AND \"version\" = ?");
            spy.reset();
            assertThat(lendings.update(tx, KEY, 3, TEN)).isInstanceOf(UpdateResult.Stale.class);
            assertThat(spy.statements()).hasSize(2);
            assertThat(spy.statements().get(1)).startsWith("SELECT \"version\" FROM");
            assertThat(spy.transactionCalls()).isEmpty();
            connection.rollback();
        }
    }

    @Test
    void updateOrThrow_stale_saysBothVersionsAndTheNextStep() throws SQLException {
        StaleVersionException thrown = committed(
                database,
                tx -> catchThrowableOfType(StaleVersionException.class, () -> lendings.updateOrThrow(tx, KEY, 2, TEN)));

        assertThat(thrown)
                .hasMessage("lending 42 changed: expected version 2, found 3; read it again and repeat the change");
        assertThat(thrown.noun()).isEqualTo("lending");
        assertThat(thrown.key()).isEqualTo("42");
        assertThat(thrown.expected()).isEqualTo(2);
        assertThat(thrown.found()).hasValue(3);
    }

    @Test
    void updateOrThrow_missing_saysGone() throws SQLException {
        StaleVersionException thrown = committed(
                database,
                tx -> catchThrowableOfType(
                        StaleVersionException.class,
                        () -> OptimisticLock.on(SEAT).updateOrThrow(tx, RowKey.of(9, "Z"), 1, Changes.none())));

        assertThat(thrown)
                .hasMessage("seat (9, Z) is gone: expected version 1, found no such row;"
                        + " look it up again before repeating the change");
        assertThat(thrown.found()).isEmpty();
    }

    @Test
    void updateOrThrow_rowAsRead_changesItOnce() throws SQLException {
        VersionedRow unused = committed(database, tx -> {
            VersionedRow seen = lendings.read(tx, KEY).orElseThrow();
            assertThat(seen.version()).isEqualTo(3);
            assertThat(seen.get("token_count", Integer.class)).isEqualTo(5);
            assertThat(seen.values()).containsEntry("note", "first").containsEntry("version", 3);
            assertThat(seen).hasToString("lending 42 in version 3");
            assertThat(lendings.updateOrThrow(tx, seen, TEN).newVersion()).isEqualTo(4);
            assertThatThrownBy(() -> lendings.updateOrThrow(tx, seen, TEN)).isInstanceOf(StaleVersionException.class);
            return seen;
        });
        assertThatObject(committed(database, tx -> lendings.read(tx, RowKey.of(1L))))
                .isEqualTo(Optional.empty());
    }

    @Test
    void delete_eachCase_answersAsUpdateDoes() throws SQLException {
        assertThatObject(committed(database, tx -> lendings.delete(tx, KEY, 2)))
                .isEqualTo(new UpdateResult.Stale(2, 3));
        assertThatObject(rolledBack(database, tx -> lendings.delete(tx, KEY, 3)))
                .isEqualTo(new DeleteResult.Deleted(OptionalLong.empty()));
        assertThat(rows("token_lending")).hasSize(2);
        assertThatObject(committed(database, tx -> lendings.deleteOrThrow(tx, KEY, 3)))
                .isNotNull();
        assertThat(rows("token_lending")).containsExactly("(43,6,other,1)");
        assertThatObject(committed(
                        database,
                        tx -> lendings.delete(tx, KEY, 3)
                                .fold(() -> "deleted", stale -> "stale", () -> "missing", () -> "conflict")))
                .isEqualTo("missing");
    }

    @Test
    void advance_anyVersion_addsOne() throws SQLException {
        assertThatObject(rolledBack(database, tx -> lendings.advance(tx, KEY))).isEqualTo(OptionalLong.of(4));
        assertThatObject(committed(database, tx -> lendings.advance(tx, KEY))).isEqualTo(OptionalLong.of(4));
        assertThatObject(committed(database, tx -> lendings.advance(tx, RowKey.of(1L))))
                .isEqualTo(OptionalLong.empty());
    }

    @Test
    void fold_eachCase_callsItsOwn() {
        assertThat(Stream.of(
                                new UpdateResult.Updated(4),
                                new UpdateResult.Stale(1, 2),
                                new UpdateResult.Missing(),
                                new UpdateResult.Conflict("40001"))
                        .map(result ->
                                result.fold(u -> "u" + u.newVersion(), s -> "s" + s.found(), () -> "m", () -> "c")))
                .containsExactly("u4", "s2", "m", "c");
    }

    static Stream<Arguments> badInput() {
        OptimisticLock lock = OptimisticLock.on(LENDING);
        OptimisticLock lines = OptimisticLock.on(VersionedTable.of("line", "id"))
                .touching(ParentLink.of(VersionedTable.of("purchase", "id"), "purchase_id"));
        return Stream.of(
                bad(
                        "key of lending must have a value for each of [id], got 2",
                        tx -> lock.update(tx, RowKey.of(1L, 2L), 1, TEN)),
                bad(
                        "changes of lending must not name version",
                        tx -> lock.update(tx, KEY, 3, Changes.of("version", 9))),
                bad("changes of lending must not name id", tx -> lock.update(tx, KEY, 3, Changes.of("id", 9))),
                bad(
                        "changes of line must not name purchase_id, which links it to its purchase",
                        tx -> lines.update(tx, KEY, 3, Changes.of("purchase_id", 9))),
                bad(
                        "lending 42 must be named once",
                        tx -> lock.updateAll(
                                tx, List.of(new RowUpdate(KEY, 3, TEN), new RowUpdate(RowKey.of(42L), 3, TEN)))),
                bad(
                        "number of rows must be between 0 and 10000, got 10001",
                        tx -> lock.updateAll(tx, java.util.Collections.nCopies(10_001, new RowUpdate(KEY, 3, TEN)))),
                bad(
                        "must not be an array in a bulk update",
                        tx -> lock.updateAll(tx, List.of(new RowUpdate(KEY, 3, Changes.of("note", new String[] {"a"
                        }))))),
                bad(
                        "row must be of seat, got a row of lending",
                        tx -> OptimisticLock.on(SEAT)
                                .updateOrThrow(tx, lock.read(tx, KEY).orElseThrow(), Changes.none())),
                bad("key must not hold null", tx -> lock.delete(tx, RowKey.of((Object) null), 3)),
                bad("key must have at least one value", tx -> lock.delete(tx, RowKey.of(), 3)),
                bad("key must not hold an array", tx -> lock.delete(tx, RowKey.of((Object) new byte[] {1}), 3)),
                bad(
                        "the value of note must be a text, number",
                        tx -> lock.update(tx, KEY, 3, Changes.of("note", new Object()))),
                bad(
                        "the value of note must not hold the character U+0000",
                        tx -> lock.update(tx, KEY, 3, Changes.of("note", "a\0b"))),
                bad("column must be an SQL identifier", tx -> lock.update(tx, KEY, 3, Changes.of("a\nb", 1))),
                bad("column must have at most 63 bytes", tx -> lock.update(tx, KEY, 3, Changes.of("é".repeat(32), 1))));
    }

    @ParameterizedTest
    @MethodSource
    void badInput(String message, Call call) throws SQLException {
        Throwable thrown = committed(database, tx -> catchThrowable(() -> call.on(tx)));

        assertThat(thrown).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
        assertThat(rows("token_lending")).containsExactly("(42,5,first,3)", "(43,6,other,1)");
    }

    @Test
    void update_injectionInNames_isAnUnknownColumn() throws SQLException {
        DatabaseException thrown = rolledBack(
                database,
                tx -> catchThrowableOfType(
                        DatabaseException.class,
                        () -> lendings.update(tx, KEY, 3, Changes.of("note\" = 'x', \"token_count", 1))));

        assertThat(thrown.sqlState()).hasValue("42703");
        assertThat(rows("token_lending")).containsExactly("(42,5,first,3)", "(43,6,other,1)");
    }

    @Test
    void update_withoutTransaction_isRefused() throws SQLException {
        try (Connection autocommit = database.connect()) {
            assertThatThrownBy(() -> lendings.update(on(autocommit), KEY, 3, TEN))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("autocommit");
        }
        assertThat(rows("token_lending")).contains("(42,5,first,3)");
    }

    @Test
    void update_refusedByTheDatabase_leaksNoValue() throws SQLException {
        LeakProbe probe = new LeakProbe();
        String secret = probe.secret("s3cret-value-of-a-row");
        database.execute("ALTER TABLE token_lending ADD CONSTRAINT short_note CHECK (length(note) < 10)");
        try {
            Changes changes = Changes.of("note", secret);
            Throwable thrown = rolledBack(database, tx -> catchThrowable(() -> lendings.update(tx, KEY, 3, changes)));

            assertThat(thrown).isInstanceOf(DatabaseException.class).hasMessageContaining("23514");
            probe.assertNotIn(thrown);
            probe.assertAbsent(changes.toString(), new RowUpdate(KEY, 3, changes).toString());
        } finally {
            database.execute("ALTER TABLE token_lending DROP CONSTRAINT short_note");
        }
    }

    /** What a bad call does. */
    interface Call {
        Object on(DSLContext tx);
    }

    private static Arguments bad(String message, Call call) {
        return Arguments.of(message, call);
    }

    private static List<String> rows(String table) throws SQLException {
        return database.queryStrings("SELECT t::text FROM " + table + " AS t ORDER BY 1");
    }
}
