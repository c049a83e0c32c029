package dev.holdfast.migration.rehearse.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.migration.rehearse.result.Aftermath;
import dev.holdfast.migration.rehearse.result.Confirmation;
import dev.holdfast.migration.rehearse.result.RehearsalReport;
import dev.holdfast.migration.rehearse.result.RehearsalResult;
import dev.holdfast.migration.rehearse.result.RehearsalResult.Failed;
import dev.holdfast.migration.rehearse.result.RehearsalResult.Reason;
import dev.holdfast.migration.rehearse.result.RehearsalResult.Refused;
import dev.holdfast.migration.rehearse.result.RehearsalResult.Rehearsed;
import dev.holdfast.migration.rehearse.result.StatementRehearsal;
import dev.holdfast.migration.snapshot.SchemaSnapshot;
import dev.holdfast.migration.snapshot.SnapshotScope;
import dev.holdfast.migration.sql.ReadOnlyTransaction;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveRehearsalTest {
    private static final SnapshotScope SCOPE = SnapshotScope.of("public").includingSequenceValues();
    private static final LiveAllowance SMALL = LiveAllowance.upTo(1_000, 1 << 20);

    private TestDatabase database;

    @BeforeEach
    void create() throws SQLException {
        database = EmbeddedPostgres.shared().createDatabase();
        database.execute("CREATE TABLE small (id bigserial PRIMARY KEY, note text);"
                + " INSERT INTO small (note) SELECT 'secret-value' FROM generate_series(1, 100);"
                + " CREATE TABLE big (id bigint, note text);"
                + " INSERT INTO big SELECT n, 'x' FROM generate_series(1, 50000) n;"
                + " CREATE INDEX big_id ON big (id); ANALYZE");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void rehearse_fileWithItsOwnCommit_naivelyStaysAndIsRefusedHere() throws SQLException {
        String script = "CREATE TABLE stays (id int); /* ; */ COMMIT; CREATE TABLE gone (id int);";
        try (Connection naive = database.connect();
                Statement statement = naive.createStatement()) {
            naive.setAutoCommit(false);
            statement.execute(script);
            naive.rollback();
        }
        assertThat(tables()).contains("stays");
        database.execute("DROP TABLE IF EXISTS stays, gone");

        Refused refused = (Refused) rehearse(SMALL, script);
        assertThat(refused.reason()).isEqualTo(Reason.ENDS_TRANSACTION);
        assertThat(refused.message()).contains("statement 2 (line 1, COMMIT)", "rehearse in a clone");
        assertThat(tables()).doesNotContain("stays", "gone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"COMMIT", "END", "PREPARE TRANSACTION 'x'", "COMMIT AND CHAIN"})
    void guardedTransaction_commitThatNobodySaw_endsInARollback(String commit) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            GuardedTransaction transaction = GuardedTransaction.begin(connection, SMALL);
            statement.execute("CREATE TABLE stays (id int)");
            assertThatThrownBy(() -> statement.execute(commit)).isInstanceOf(SQLException.class);
            transaction.close();
            assertThat(database.queryStrings("SELECT pg_xact_status('" + transaction.id() + "'::xid8)"))
                    .containsExactly("aborted");
        }
        assertThat(tables()).doesNotContain("stays");
        assertThat(database.queryLong("SELECT count(*) FROM pg_prepared_xacts")).isZero();
    }

    @Test
    void rehearse_plainScript_saysWhatItDidAndNothingStays() throws SQLException {
        RehearsalReport report = rehearsed(
                SMALL,
                "ALTER TABLE small ADD COLUMN price int NOT NULL DEFAULT 0;\nUPDATE small SET note = 'x' WHERE id < 11;");
        List<StatementRehearsal> statements = report.migrations().get(0).statements();
        assertThat(statements.get(0).blocks())
                .containsExactly("public.small ACCESS_EXCLUSIVE blocks reads, row locks, writes, maintenance,"
                        + " index builds, schema changes");
        assertThat(statements.get(1).rows()).isEqualTo(10);
        assertThat(statements.get(1).line()).isEqualTo(2);
        assertThat(report.diff().print()).contains("+ column public.small price");
        assertThat(report.aftermath()).get().satisfies(it -> {
            assertThat(it.transaction()).isEqualTo("aborted");
            assertThat(it.nothingStayed()).isTrue();
            assertThat(it.sequences()).isEmpty();
        });
        assertThat(report.toString()).doesNotContain("secret-value");
    }

    @Test
    void confirm_realRun_agreesAndAnotherOneIsNamed() throws SQLException {
        String script =
                "ALTER TABLE small ADD COLUMN price int; CREATE VIEW cheap AS SELECT * FROM small WHERE price < 5;";
        RehearsalReport report = rehearsed(SMALL, script);
        SchemaSnapshot before = SchemaSnapshot.take(database.dataSource(), SCOPE);
        database.execute(script);
        assertThat(report.confirm(before.diff(SchemaSnapshot.take(database.dataSource(), SCOPE))))
                .isEqualTo(new Confirmation(List.of()));
        database.execute("DROP VIEW cheap; CREATE INDEX by_price ON small (price)");
        Confirmation other = report.confirm(before.diff(SchemaSnapshot.take(database.dataSource(), SCOPE)));
        assertThat(other.agrees()).isFalse();
        assertThat(other.differences())
                .anyMatch(line -> line.startsWith("rehearsed, not made: + view public.cheap"))
                .anyMatch(line -> line.startsWith("made, not rehearsed: + index public.small by_price"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE big ALTER COLUMN id TYPE numeric",
                "CREATE INDEX i ON public.big (note)",
                "UPDATE big SET note = 'y'",
                "REINDEX INDEX big_id"
            })
    void rehearse_bigTable_isRefusedBeforeAnythingRuns(String statement) throws SQLException {
        Refused refused = (Refused) rehearse(SMALL, "SELECT nextval('small_id_seq'); " + statement);
        assertThat(refused.reason()).isEqualTo(Reason.BIG_TABLE);
        assertThat(refused.message()).contains("would read or write", "about 50000 rows", "allowed are 1000 rows");
        // A sequence shows what no rollback hides: not even the first statement has run.
        assertThat(database.queryLong("SELECT last_value FROM small_id_seq")).isEqualTo(100);
    }

    @Test
    void rehearse_bigTableBehindAFunction_isStoppedAfterTheStatement() throws SQLException {
        Refused refused =
                (Refused) rehearse(SMALL, "DO $$ BEGIN UPDATE big SET note = 'y'; END $$; CREATE TABLE late ();");
        assertThat(refused.reason()).isEqualTo(Reason.BIG_TABLE);
        assertThat(refused.message()).contains("read or wrote a whole table", "public.big", "taken back");
        assertThat(database.queryLong("SELECT count(*) FROM big WHERE note = 'y'"))
                .isZero();
    }

    @Test
    void rehearse_bigPartition_countsForItsParent() throws SQLException {
        database.execute("CREATE TABLE parts (id bigint, note text) PARTITION BY RANGE (id);"
                + " ALTER TABLE parts ATTACH PARTITION big FOR VALUES FROM (0) TO (100000)");
        assertThat(((Refused) rehearse(SMALL, "UPDATE parts SET note = 'y'")).reason())
                .isEqualTo(Reason.BIG_TABLE);
    }

    @Test
    void rehearse_biggerAllowance_runsIt() throws SQLException {
        RehearsalReport report = rehearsed(LiveAllowance.upTo(100_000, 1 << 28), "UPDATE big SET note = 'y'");
        assertThat(report.migrations().get(0).statements().get(0).rows()).isEqualTo(50_000);
        assertThat(database.queryLong("SELECT count(*) FROM big WHERE note = 'y'"))
                .isZero();
    }

    @Test
    void rehearse_serverRefuses_saysWhereWithoutTheValue() throws SQLException {
        Failed failed = (Failed)
                rehearse(SMALL, "CREATE TABLE early ();\n\nALTER TABLE small ALTER note TYPE int USING note::int;");
        assertThat(failed.at().statement()).isEqualTo(2);
        assertThat(failed.at().line()).isEqualTo(3);
        assertThat(failed.sqlState()).isEqualTo("22P02");
        assertThat(failed.message()).contains("invalid input syntax").doesNotContain("secret-value");
        assertThat(failed.report().aftermath()).get().matches(Aftermath::nothingStayed);
        assertThat(tables()).doesNotContain("early");
    }

    @Test
    void rehearse_tableLockedByAnother_givesUpSoon() throws SQLException {
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE small IN ACCESS SHARE MODE");
            Failed failed = (Failed)
                    rehearse(SMALL.withLockTimeout(Duration.ofMillis(20)), "ALTER TABLE small ADD COLUMN price int");
            assertThat(failed.sqlState()).isEqualTo("55P03");
            other.rollback();
        }
    }

    @Test
    void rehearse_valueDrawnFromASequence_isSaidToBeGone() throws SQLException {
        Aftermath aftermath = rehearsed(SMALL, "INSERT INTO small (note) VALUES ('n')")
                .aftermath()
                .orElseThrow();
        assertThat(aftermath.sequences()).containsExactly("public.small_id_seq");
        // The scope of this test sees the values as well, so the second connection finds it.
        assertThat(aftermath.nothingStayed()).isFalse();
        assertThat(aftermath.difference().print()).contains("sequence public.small_id_seq");
    }

    @Test
    void rehearse_lockOfTheSession_isGivenBack() throws SQLException {
        assertThat(rehearsed(SMALL, "SELECT pg_advisory_lock(42)").migrations()).hasSize(1);
        assertThat(database.queryLong("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 42"))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY small TO PROGRAM 'cat > /dev/null'",
                "COPY small FROM '/tmp/rows'",
                "COPY (SELECT note FROM small) TO '/tmp/rows'"
            })
    void rehearse_copyThatLeavesTheDatabase_isRefused(String copy) throws SQLException {
        assertThat(((Refused) rehearse(LiveAllowance.upTo(100_000, 1 << 28), copy)).reason())
                .isEqualTo(Reason.LEAVES_THE_DATABASE);
    }

    @Test
    void rehearse_copyFromStdin_runs() throws SQLException {
        RehearsalReport report = rehearsed(SMALL, "COPY small (id, note) FROM STDIN;\n1001\ta\n1002\tb\n\\.\n");
        assertThat(report.migrations().get(0).statements().get(0).rows()).isEqualTo(2);
        assertThat(database.queryLong("SELECT count(*) FROM small")).isEqualTo(100);
    }

    private RehearsalReport rehearsed(LiveAllowance allowance, String script) throws SQLException {
        return rehearse(allowance, script)
                .fold(
                        Rehearsed::report,
                        refused -> {
                            throw new AssertionError(refused.message());
                        },
                        failed -> {
                            throw new AssertionError(failed.message());
                        });
    }

    private RehearsalResult rehearse(LiveAllowance allowance, String script) {
        return new LiveRehearsal(database.dataSource(), allowance, SCOPE, Clock.systemUTC())
                .rehearse(Scripts.plan(script), List.of());
    }

    private List<String> tables() {
        return ReadOnlyTransaction.read(
                database.dataSource(),
                "tables",
                connection ->
                        SchemaSnapshot.read(connection, SnapshotScope.of("public")).definitions().keySet().stream()
                                .map(object -> object.owner())
                                .distinct()
                                .toList());
    }
}
