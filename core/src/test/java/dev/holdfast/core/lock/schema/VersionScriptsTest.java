package dev.holdfast.core.lock.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.core.SchemaScript;
import dev.holdfast.core.lock.Changes;
import dev.holdfast.core.lock.OptimisticLock;
import dev.holdfast.core.lock.OptimisticLock.RowUpdate;
import dev.holdfast.core.lock.RowKey;
import dev.holdfast.core.lock.VersionedTable;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.testkit.LeakProbe;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;

class VersionScriptsTest {
    private static final VersionedTable LENDING = VersionedTable.of("lending", "id");
    private TestDatabase database;

    @BeforeEach
    void create() throws SQLException {
        database = EmbeddedPostgres.shared().createDatabase();
        database.execute("""
                CREATE TABLE lending (id integer PRIMARY KEY, note text);
                INSERT INTO lending SELECT i, 'note ' || i FROM generate_series(1, 500) AS i;
                CREATE SCHEMA "Odd ""one\""";
                CREATE TABLE "Odd ""one\"""."user's -- $table$" (a uuid, b text, "Row Version" bigint NOT NULL DEFAULT 1,
                  PRIMARY KEY (a, b));
                INSERT INTO "Odd ""one\"""."user's -- $table$" VALUES (gen_random_uuid(), 'x');
                """);
    }

    @Test
    void versionColumn_filledTable_isAddedWithoutARewrite() throws SQLException {
        long before = database.queryLong("SELECT pg_relation_filenode('lending')");
        SchemaScript script = VersionColumn.script(LENDING, "7");

        database.execute(script.up());

        assertThat(database.queryLong("SELECT pg_relation_filenode('lending')")).isEqualTo(before);
        assertThat(database.queryStrings("SELECT DISTINCT version::text FROM lending"))
                .containsExactly("1");
        assertThat(column("version")).containsExactly("integer NO 1");
        assertThat(script.fileName()).isEqualTo("V7__add_version_to_lending.sql");
        database.execute(script.undo());
        assertThat(column("version")).isEmpty();
    }

    @Test
    void versionColumn_withAVolatileDefault_wouldRewrite() throws SQLException {
        long before = database.queryLong("SELECT pg_relation_filenode('lending')");
        database.execute("ALTER TABLE lending ADD COLUMN version integer NOT NULL DEFAULT (random() + 1)::integer");

        assertThat(database.queryLong("SELECT pg_relation_filenode('lending')")).isNotEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE lending SET note = 'private text'",
                "UPDATE lending SET note = 'private text', version = version",
                "UPDATE lending SET note = 'private text', version = version + 2",
                "UPDATE lending SET note = 'private text', version = version - 1",
                "UPDATE lending SET id = id + 1000",
                "INSERT INTO lending VALUES (1, 'private text') ON CONFLICT (id) DO UPDATE SET note = excluded.note",
                "SET session_replication_role = replica; UPDATE lending SET note = 'private text'",
            })
    void guard_versionNotAdvancedByOne_isRefusedWithoutRowData(String sql) throws SQLException {
        database.execute(VersionColumn.script(LENDING, "7").up());
        database.execute(VersionGuardTrigger.script(LENDING, "8").up());
        LeakProbe probe = new LeakProbe();
        probe.secret("private text");
        probe.secret("note 1");

        PSQLException thrown = catchThrowableOfType(PSQLException.class, () -> database.execute(sql));

        assertThat(thrown.getSQLState()).isEqualTo(VersionGuardTrigger.SQLSTATE);
        assertThat(thrown.getServerErrorMessage()).satisfies(message -> {
            assertThat(message.getMessage())
                    .isEqualTo("update of public.lending must advance column version by exactly one");
            assertThat(message.getHint()).contains("SET version = version + 1");
            assertThat(message.getSchema()).isEqualTo("public");
            assertThat(message.getTable()).isEqualTo("lending");
            assertThat(message.getColumn()).isEqualTo("version");
            assertThat(message.getConstraint()).isEqualTo("lending_version_guard");
            probe.assertAbsent(message.toString());
        });
        assertThat(database.queryLong("SELECT count(*) FROM lending WHERE note = 'private text' OR version <> 1"))
                .isZero();
    }

    @Test
    void guard_laterTriggerTurnsTheVersionBack_isRefused() throws SQLException {
        database.execute(VersionColumn.script(LENDING, "7").up());
        database.execute(VersionGuardTrigger.script(LENDING, "8").up());
        database.execute("""
                CREATE FUNCTION z() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.version := OLD.version; RETURN NEW; END';
                CREATE TRIGGER zzz BEFORE UPDATE ON lending FOR EACH ROW EXECUTE FUNCTION z();
                """);

        PSQLException thrown = catchThrowableOfType(
                PSQLException.class, () -> database.execute("UPDATE lending SET version = version + 1"));
        assertThat(thrown.getSQLState()).isEqualTo(VersionGuardTrigger.SQLSTATE);
    }

    @Test
    void guard_optimisticLock_passes() throws SQLException {
        database.execute(VersionColumn.script(LENDING, "7").up());
        database.execute(VersionGuardTrigger.script(LENDING, "8").up());
        OptimisticLock lock = OptimisticLock.on(LENDING);

        TransactionRunner.over(database.dataSource()).run(tx -> {
            lock.updateOrThrow(tx, RowKey.of(1), 1, Changes.of("note", "new"));
            assertThat(lock.updateAll(tx, List.of(new RowUpdate(RowKey.of(2), 1, Changes.of("note", "new")))))
                    .isNotNull();
            assertThat(lock.advance(tx, RowKey.of(3))).hasValue(2);
            lock.deleteOrThrow(tx, RowKey.of(4), 1);
        });
        assertThat(database.queryLong("SELECT count(*) FROM lending WHERE version = 2"))
                .isEqualTo(3);
    }

    static Stream<VersionedTable> tables() {
        return Stream.of(
                new VersionedTable("Odd \"one\"", "user's -- $table$", List.of("a", "b"), "Row Version", "user"));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void guard_awkwardNames_isMadeAndUndone(VersionedTable table) throws SQLException {
        long before = objects();
        SchemaScript script = VersionGuardTrigger.script(table, "2026.1");
        database.execute(script.up());

        PSQLException thrown = catchThrowableOfType(
                PSQLException.class, () -> database.execute("UPDATE " + table.sql() + " SET b = 'y'"));
        assertThat(thrown.getSQLState()).isEqualTo(VersionGuardTrigger.SQLSTATE);
        assertThat(thrown.getServerErrorMessage().getColumn()).isEqualTo("Row Version");
        database.execute("UPDATE " + table.sql() + " SET b = 'y', \"Row Version\" = \"Row Version\" + 1");
        database.execute(script.undo());
        assertThat(objects()).isEqualTo(before);
        assertThat(script.fileName()).isEqualTo("V2026.1__guard_version_of_user_s_table.sql");
    }

    @Test
    void guard_longNames_stayApart() throws SQLException {
        String one = "é".repeat(30) + "one";
        String two = "é".repeat(30) + "two";
        for (String name : List.of(one, two)) {
            VersionedTable table = VersionedTable.of(name, "id");
            database.execute("CREATE TABLE " + table.sql() + " (id integer PRIMARY KEY, version integer NOT NULL)");
            database.execute(VersionGuardTrigger.script(table, "1").up());
        }

        assertThat(database.queryLong(
                        "SELECT count(DISTINCT tgname) FROM pg_trigger WHERE tgname LIKE '%\\_version\\_guard'"))
                .isEqualTo(2);
    }

    private List<String> column(String name) throws SQLException {
        return database.queryStrings("SELECT data_type || ' ' || is_nullable || ' ' || column_default"
                + " FROM information_schema.columns WHERE table_name = 'lending' AND column_name = '" + name + "'");
    }

    private long objects() throws SQLException {
        return database.queryLong("SELECT (SELECT count(*) FROM pg_proc) + (SELECT count(*) FROM pg_trigger)");
    }
}
