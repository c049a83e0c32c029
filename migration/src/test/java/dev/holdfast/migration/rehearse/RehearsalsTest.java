package dev.holdfast.migration.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Namespace;
import dev.holdfast.core.SchemaScript;
import dev.holdfast.migration.MigrationSchema;
import dev.holdfast.migration.apply.ApplyPolicy;
import dev.holdfast.migration.apply.MigratorLock;
import dev.holdfast.migration.apply.RunObserver;
import dev.holdfast.migration.apply.run.Applying;
import dev.holdfast.migration.apply.run.Applying.Journal;
import dev.holdfast.migration.apply.run.Applying.Order;
import dev.holdfast.migration.apply.run.Applying.Setting;
import dev.holdfast.migration.phase.MigrationGate;
import dev.holdfast.migration.rehearse.Subject.Execution;
import dev.holdfast.migration.rehearse.live.LiveAllowance;
import dev.holdfast.migration.rehearse.plan.PlannedStatement;
import dev.holdfast.migration.rehearse.plan.RehearsalPlan;
import dev.holdfast.migration.rehearse.probe.Coverage;
import dev.holdfast.migration.rehearse.probe.Relation;
import dev.holdfast.migration.rehearse.result.Aftermath;
import dev.holdfast.migration.rehearse.result.RehearsalReport;
import dev.holdfast.migration.rehearse.result.RehearsalResult.Failed;
import dev.holdfast.migration.rehearse.result.RehearsalResult.Reason;
import dev.holdfast.migration.rehearse.result.RehearsalResult.Refused;
import dev.holdfast.migration.rehearse.result.RehearsalResult.Rehearsed;
import dev.holdfast.migration.rehearse.result.StatementRehearsal;
import dev.holdfast.migration.rehearse.scratch.ScratchDatabases;
import dev.holdfast.migration.rehearse.scratch.Servers;
import dev.holdfast.migration.script.MigrationNaming;
import dev.holdfast.migration.script.MigrationSource;
import dev.holdfast.migration.script.ScriptOrigin;
import dev.holdfast.migration.snapshot.SchemaSnapshot;
import dev.holdfast.migration.snapshot.SnapshotScope;
import dev.holdfast.migration.sql.TableName;
import dev.holdfast.migration.statement.TransactionUse;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RehearsalsTest {
    private static final SnapshotScope SCOPE = SnapshotScope.of("public").ignoring("public.flyway_schema_history");
    private static final Journal JOURNAL = new Journal(
            MigrationSource.of(MigrationSchema.module(), Namespace.defaults()),
            new TableName(Namespace.defaults().schema(), Namespace.defaults().prefix() + "migration_step"),
            new TableName(Namespace.defaults().schema(), Namespace.defaults().prefix() + "migration_fingerprint"));
    private static final LiveAllowance SMALL = LiveAllowance.upTo(1_000, 1 << 20);

    private TestDatabase database;

    @BeforeEach
    void create() throws SQLException {
        database = EmbeddedPostgres.shared().createDatabase();
        database.execute("CREATE TABLE account (id bigserial PRIMARY KEY, email varchar(50), age int);"
                + " INSERT INTO account (email, age) SELECT 'person-' || n || '@example', n FROM generate_series(1, 200) n;"
                + " CREATE TABLE note (id int PRIMARY KEY, account_id bigint);"
                + " INSERT INTO note SELECT n, n FROM generate_series(1, 100) n");
        apply(List.of());
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void plan_pending_namesLocksAndWhomTheyBlockAndWritesNothing() throws SQLException {
        long before = database.queryLong("SELECT pg_current_xact_id()::text::bigint");
        RehearsalPlan plan = rehearsals(
                        RehearsalPolicy.defaults(),
                        script(
                                "1",
                                "CREATE INDEX by_age ON account (age);"
                                        + "\nCREATE INDEX CONCURRENTLY by_email ON account (email);"))
                .plan();
        List<PlannedStatement> statements = plan.migrations().get(0).statements();
        assertThat(statements.get(0).expectedLocks())
                .containsExactly("account SHARE: blocks writes, maintenance, schema changes");
        assertThat(statements.get(1).use()).isEqualTo(TransactionUse.OUTSIDE);
        assertThat(statements.get(1).place()).isEqualTo("statement 2 (line 2, CREATE INDEX)");
        assertThat(database.queryLong("SELECT pg_current_xact_id()::text::bigint"))
                .as("one transaction that writes, that of the question itself")
                .isEqualTo(before + 1);
    }

    @Test
    void plan_applied_isNotPending() {
        SchemaScript first = script("1", "CREATE TABLE a (id int)");
        apply(List.of(first));
        RehearsalPlan plan = rehearsals(RehearsalPolicy.defaults(), first, script("2", "CREATE TABLE b (id int)"))
                .plan();
        assertThat(plan.migrations()).extracting(it -> it.candidate().version()).containsExactly("2");
    }

    @Test
    void rehearse_inClone_reportsEachStatementAndLeavesTheSourceAlone() throws SQLException {
        RehearsalReport report = rehearsed(
                script(
                        "1",
                        "ALTER TABLE account ALTER COLUMN age TYPE bigint;\nUPDATE account SET email = NULL WHERE age > 150;"
                                + "\nALTER TABLE note ADD FOREIGN KEY (account_id) REFERENCES account (id);"),
                script("2", "CREATE TABLE fresh (id int); CREATE INDEX ON fresh (id);"));
        List<StatementRehearsal> first = report.migrations().get(0).statements();
        assertThat(first.get(0).seen().rewrittenTables())
                .extracting(Relation::name)
                .containsExactly("account");
        assertThat(first.get(0).blocks()).anyMatch(it -> it.startsWith("public.account ACCESS_EXCLUSIVE blocks reads"));
        assertThat(first.get(1).rows()).isEqualTo(50);
        assertThat(first.get(2).seen().fullScans()).extracting(Relation::name).containsExactly("account", "note");
        assertThat(first.get(2).line()).isEqualTo(3);
        assertThat(report.migrations().get(1).statements().get(1).blocks()).isEmpty();
        assertThat(report.mismatches()).isEmpty();
        assertThat(database.queryLong("SELECT count(*) FROM account WHERE email IS NULL"))
                .isZero();
        assertThat(scratches()).isZero();
    }

    @Test
    void rehearse_inClone_theRealRunChangesTheSame() {
        SchemaScript[] scripts = {
            script("1", "ALTER TABLE account ADD COLUMN born date; COMMENT ON COLUMN account.born IS 'as told';"),
            script("2", "CREATE VIEW adult AS SELECT id FROM account WHERE age > 17; GRANT SELECT ON adult TO PUBLIC;")
        };
        RehearsalReport report = rehearsed(scripts);
        SchemaSnapshot before = SchemaSnapshot.take(database.dataSource(), SCOPE);
        apply(List.of(scripts));
        SchemaSnapshot after = SchemaSnapshot.take(database.dataSource(), SCOPE);
        assertThat(report.diff().isEmpty()).isFalse();
        assertThat(report.confirm(before.diff(after)).differences()).isEmpty();
    }

    @Test
    void rehearse_inClone_aFailureSaysWhereAndLeavesNoDatabase() throws SQLException {
        Failed failed = (Failed) rehearsals(
                        RehearsalPolicy.defaults(),
                        script("1", "CREATE TABLE a (id int)"),
                        script(
                                "2",
                                "CREATE TABLE b (id int);\nALTER TABLE account ALTER email TYPE int USING email::int"))
                .rehearse(inClone());
        assertThat(failed.at().migration().version()).isEqualTo("2");
        assertThat(failed.at().statement()).isEqualTo(2);
        assertThat(failed.at().line()).isEqualTo(2);
        assertThat(failed.sqlState()).isEqualTo("22P02");
        assertThat(failed.message()).doesNotContain("person-");
        assertThat(failed.report().migrations()).hasSize(2);
        assertThat(scratches()).isZero();
    }

    @Test
    void rehearse_sourceInUse_isRefused() throws SQLException {
        try (var session = database.connect()) {
            assertThat(session.isValid(1)).isTrue();
            Refused refused = (Refused) rehearsals(RehearsalPolicy.defaults(), script("1", "CREATE TABLE a (id int)"))
                    .rehearse(inClone());
            assertThat(refused.reason()).isEqualTo(Reason.NO_SCRATCH_DATABASE);
        }
    }

    @Test
    void rehearse_scriptThatSetsItsTransaction_runs() {
        StatementRehearsal update = rehearsed(
                        script("1", "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE; UPDATE account SET age = age + 1;"))
                .migrations()
                .get(0)
                .statements()
                .get(1);
        assertThat(update.rows()).isEqualTo(200);
    }

    @Test
    void rehearse_unknownStatement_isRefusedUnlessAllowed() {
        SchemaScript odd = script("1", "CREATE TABLE a (id int);\nFROBNICATE TABLE account;");
        Refused refused = (Refused) rehearsals(RehearsalPolicy.defaults(), odd).rehearse(inClone());
        assertThat(refused.reason()).isEqualTo(Reason.UNKNOWN_STATEMENT);
        assertThat(refused.message()).contains("host 1 (V1__step.sql) line 2", "allowUnknown");

        Failed tried = (Failed) rehearsals(RehearsalPolicy.defaults().allowUnknown("the server will tell"), odd)
                .rehearse(inClone());
        assertThat(tried.sqlState()).isEqualTo("42601");
        assertThat(tried.report().decisions())
                .singleElement()
                .satisfies(it -> assertThat(it.because()).isEqualTo("the server will tell"));
    }

    @Test
    void rehearse_inClone_statementsThatRefuseATransaction_runAsOnTheDay() throws SQLException {
        SchemaScript script = script(
                "1",
                "CREATE TABLE extra (id int);\nCREATE INDEX CONCURRENTLY by_age ON account (age);"
                        + "\nVACUUM FULL note;\nALTER TABLE account ADD COLUMN nick text;");
        RehearsalReport report = rehearsed(script);
        List<StatementRehearsal> statements = report.migrations().get(0).statements();
        assertThat(statements).extracting(StatementRehearsal::number).containsExactly(1, 2, 3, 4);
        assertThat(statements)
                .extracting(it -> it.seen().coverage())
                .containsExactly(Coverage.COMPLETE, Coverage.SAMPLED, Coverage.SAMPLED, Coverage.COMPLETE);
        assertThat(statements.get(2).seen().rewrittenTables())
                .extracting(Relation::toString)
                .containsExactly("public.note");
        assertThat(report.mismatches()).isEmpty();
        assertThat(report.diff().print()).contains("+ index public.account by_age");
        assertThat(database.queryLong("SELECT count(*) FROM pg_indexes WHERE indexname = 'by_age'"))
                .isZero();
    }

    @Test
    void rehearse_inClone_fileWithItsOwnCommits_runsAsOnTheDayAndLeavesNothing() throws SQLException {
        RehearsalReport report = rehearsed(
                script("1", "BEGIN; CREATE TABLE a (id int); COMMIT;\nBEGIN; UPDATE account SET age = 1; COMMIT;"));
        List<StatementRehearsal> statements = report.migrations().get(0).statements();
        assertThat(statements).extracting(StatementRehearsal::command).containsExactly("CREATE TABLE", "UPDATE");
        assertThat(statements.get(1).rows()).isEqualTo(200);
        assertThat(report.diff().print()).contains("+ table public.a");
        assertThat(database.queryStrings("SELECT relname FROM pg_class WHERE relname = 'a'"))
                .isEmpty();
        assertThat(database.queryLong("SELECT count(*) FROM account WHERE age = 1"))
                .isEqualTo(1);
    }

    @Test
    void rehearse_inClone_provesEachUndo() throws SQLException {
        RehearsalReport report = rehearsed(
                new SchemaScript(
                        "1",
                        "exact",
                        "ALTER TABLE account ADD COLUMN nick text; UPDATE account SET nick = 'n';",
                        "ALTER TABLE account DROP COLUMN nick;"),
                new SchemaScript("2", "differs", "DELETE FROM note WHERE id > 90;", "UPDATE note SET id = id;"),
                new SchemaScript("3", "fails", "CREATE TABLE c (id int);", "DROP TABLE no_such;"),
                new SchemaScript("4", "empty", "CREATE TABLE d (id int);", ""),
                new SchemaScript(
                        "5",
                        "concurrent up",
                        "CREATE INDEX CONCURRENTLY by_age ON account (age);",
                        "DROP INDEX by_age;"),
                new SchemaScript(
                        "6",
                        "concurrent undo",
                        "CREATE INDEX CONCURRENTLY by_mail ON account (email);",
                        "DROP INDEX CONCURRENTLY by_mail;"),
                new SchemaScript("7", "after", "CREATE TABLE e (id int);", "DROP TABLE e;"));
        assertThat(report.migrations())
                .extracting(it -> it.undo().orElseThrow().verdict())
                .containsExactly("exact", "differs", "fails", "empty", "exact", "exact", "exact");
        assertThat(report.migrations().get(1).undo().orElseThrow().differences())
                .anyMatch(line -> line.contains("note"));
        // The trials leave the rehearsal itself alone.
        assertThat(report.diff().print()).contains("+ index public.account by_mail", "+ column public.account nick");
        assertThat(scratches()).isZero();
    }

    @Test
    void rehearse_withoutUndoProof_triesNone() {
        RehearsalReport report = ((Rehearsed) rehearsals(
                                RehearsalPolicy.defaults().withoutUndoProof(),
                                new SchemaScript("1", "a", "CREATE TABLE c (id int);", "DROP TABLE no_such;"))
                        .rehearse(inClone()))
                .report();
        assertThat(report.migrations().get(0).undo()).isEmpty();
    }

    @Test
    void rehearse_live_agreesWithTheClone() {
        SchemaScript script =
                script("1", "ALTER TABLE note ADD COLUMN text text; UPDATE note SET text = 'n' WHERE id < 5;");
        RehearsalReport copied = rehearsed(script);
        RehearsalReport live = ((Rehearsed)
                        rehearsals(RehearsalPolicy.defaults(), script).rehearse(RehearsalMode.live(SMALL)))
                .report();
        assertThat(live.diff()).isEqualTo(copied.diff());
        assertThat(live.migrations().get(0).statements())
                .extracting(StatementRehearsal::blocks)
                .isEqualTo(copied.migrations().get(0).statements().stream()
                        .map(StatementRehearsal::blocks)
                        .toList());
        assertThat(live.aftermath()).get().matches(Aftermath::nothingStayed);
    }

    private RehearsalReport rehearsed(SchemaScript... scripts) {
        return rehearsals(RehearsalPolicy.defaults(), scripts)
                .rehearse(inClone())
                .fold(
                        Rehearsed::report,
                        refused -> {
                            throw new AssertionError(refused.message());
                        },
                        failed -> {
                            throw new AssertionError(failed.message());
                        });
    }

    private Rehearsals rehearsals(RehearsalPolicy policy, SchemaScript... scripts) {
        Execution execution = new Execution(orders(List.of(scripts)), "public", JOURNAL, ApplyPolicy.defaults());
        Subject subject = new Subject(database.dataSource(), execution, SCOPE);
        return Rehearsals.of(subject, policy, Clock.systemUTC());
    }

    private RehearsalMode inClone() {
        return RehearsalMode.inClone(
                ScratchDatabases.fromTemplate(Servers.access(database), database.name(), Clock.systemUTC()));
    }

    private static SchemaScript script(String version, String up) {
        return new SchemaScript(version, "step", up, "");
    }

    private static List<Order> orders(List<SchemaScript> scripts) {
        ScriptOrigin origin =
                new ScriptOrigin(List.of(), List.of(), MigrationNaming.detected(), scripts, List.of(), List.of());
        MigrationSource source = MigrationSource.of("host", new TableName("public", "flyway_schema_history"), origin);
        return List.of(new Order(source, true, Optional.empty()));
    }

    private void apply(List<SchemaScript> scripts) {
        Setting setting = new Setting(
                database.dataSource(),
                ApplyPolicy.defaults(),
                RunObserver.none(),
                pause -> {},
                JOURNAL,
                MigrationGate.open());
        try (MigratorLock lock = MigratorLock.acquire(database.dataSource(), "public", Duration.ofSeconds(5));
                Applying run = Applying.under(lock, setting)) {
            orders(scripts)
                    .forEach(order -> assertThat(run.apply(order).applied()).hasSize(scripts.size()));
        }
    }

    private long scratches() throws SQLException {
        List<String> names = new ArrayList<>(
                database.queryStrings("SELECT datname FROM pg_database WHERE datname LIKE 'holdfast\\_rehearsal\\_%'"));
        return names.size();
    }
}
