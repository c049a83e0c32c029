package dev.holdfast.examples.markenmate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.examples.markenmate.app.Database;
import dev.holdfast.examples.markenmate.step.Host;
import dev.holdfast.examples.markenmate.step.Step;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MarkenmateTest {
    /** The steps that take longest, the migration the last of them: done once for all runs that are broken later. */
    private static final int EARLY = 3;

    private static final List<Step> LATE = Markenmate.STEPS.subList(EARLY, Markenmate.STEPS.size());

    private @Nullable Host migrated;

    @Test
    void harden_freshDatabase_endsWellAfterAllSteps() throws Exception {
        Run run = run("none", "");

        assertThat(run.exitCode).as(run.output).isZero();
        assertThat(run.output)
                .contains("Step-up authentication required")
                .contains("Cannot demote the master admin")
                .contains("Cannot remove the last admin")
                .contains("Lending was modified by another user")
                .contains("committed rows that are in neither, by their ids: 101, 102")
                .contains("reason=ROWS_DIFFER")
                .contains("intact, events: 41")
                .contains("declared, with what is lost: epoch 2")
                .contains("[redacted:membercard]")
                .contains(Markenmate.STEPS.size() + " steps");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            FindOrphans     | INSERT INTO token_lending (user_id, token_count, lent_at) VALUES ('ghost', 1, '2025-05-01Z') | expected 2, read 3
            BackUp          | DROP TABLE app_log                                                            | app_log
            Migrate         | DELETE FROM "user" WHERE id = 'user-050'                                      | orphans moved
            AppointMaster   | UPDATE "user" SET created_at = '2020-01-01Z' WHERE id = 'user-002'            | Appointed[id=user-001]
            VerifyMigration | ALTER TABLE app_log ALTER COLUMN correlation_id TYPE varchar(10)              | correlation_id
            RequireStepUp   | CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.used_at := NULL; RETURN NEW; END'; CREATE TRIGGER forget BEFORE UPDATE ON holdfast.step_up_token FOR EACH ROW EXECUTE FUNCTION forget() | must be refused
            KeepMaster      | ALTER TABLE "user" DISABLE TRIGGER USER                                       | the database must refuse
            KeepLastAdmin   | ALTER TABLE "user" DISABLE TRIGGER USER                                       | the database must refuse
            KeepLendings    | ALTER TABLE token_lending DISABLE TRIGGER USER                                | the database must refuse
            CleanUp         | CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; CREATE TRIGGER keep BEFORE DELETE ON holdfast.step_up_token FOR EACH ROW EXECUTE FUNCTION keep() | tokens deleted
            Monitor         | DELETE FROM holdfast.audit_event WHERE id = (SELECT max(id::text)::uuid FROM holdfast.audit_event) | audit events written
            SealLog         | INSERT INTO holdfast.audit_leaf VALUES (0, '00000000-0000-7000-8000-000000000000') | LEAF_FORGED
            AnchorLog       | UPDATE holdfast.audit_event SET user_agent = 'another' WHERE action = 'lending.update' | CHANGED
            AnchorElsewhere | DELETE FROM holdfast.audit_checkpoint                                         | read nothing is sealed
            RestoreLog      | CREATE RULE hide AS ON INSERT TO holdfast.audit_restore DO INSTEAD NOTHING    | expected nothing lost, read epoch 3
            HardenLog       | CREATE RULE keep AS ON DELETE TO holdfast.audit_event DO INSTEAD NOTHING       | RULE
            ArchiveAsPlanned | CREATE FUNCTION keep_all() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN IF to_regclass(''plan.audit_log'') IS NOT NULL THEN CREATE OR REPLACE RULE keep AS ON DELETE TO plan.audit_log DO INSTEAD NOTHING; END IF; END'; CREATE EVENT TRIGGER keep_all ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION keep_all() | rows deleted by the second
            ArchiveMonths   | INSERT INTO holdfast.audit_hold (id, occurred_from, occurred_until, reason, set_by, set_at) VALUES (gen_random_uuid(), '2020-01-01Z', '2099-01-01Z', 'another case', 'somebody', now()) | reason=HELD
            CheckArchive    | UPDATE holdfast.audit_archive SET manifest = 'forged'                         | ARCHIVE_FORGED
            RedactLog       | CREATE FUNCTION leak() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.user_agent := ''MM-20260117''; RETURN NEW; END'; CREATE TRIGGER leak BEFORE INSERT ON holdfast.audit_event FOR EACH ROW EXECUTE FUNCTION leak() | expected 0, read 1
            EraseMember     | CREATE SCHEMA holdfast_keys; CREATE TABLE holdfast_keys.audit_subject_key (id integer) | audit_subject_key
            HandOverLog     | CREATE RULE hide AS ON INSERT TO holdfast.audit_event DO INSTEAD NOTHING      | audit
            RollBack        | CREATE TABLE left_behind (id integer)                                         | left_behind
            """)
    void harden_brokenBeforeAStep_stopsThereAndSaysWhy(String step, String sabotage, String said) throws Exception {
        Run run = run(step, sabotage);

        assertThat(run.exitCode).as(run.output).isEqualTo(1);
        assertThat(run.output).contains("Stopped at: " + titleOf(step)).contains(said);
    }

    @Test
    void schemaBefore_classFile_namesNothingOfHoldfastsModules() throws IOException {
        try (InputStream in = SchemaBefore.class.getResourceAsStream("SchemaBefore.class")) {
            assertThat(in).isNotNull();
            assertThat(new String(in.readAllBytes(), ISO_8859_1))
                    .contains("dev/holdfast/examples/markenmate/SchemaBefore")
                    .doesNotContain("dev/holdfast/core", "dev/holdfast/auth", "dev/holdfast/audit")
                    .doesNotContain("dev/holdfast/migration", "dev/holdfast/testkit");
        }
    }

    private static String titleOf(String step) {
        return Markenmate.STEPS.stream()
                .filter(one -> isNamed(one, step))
                .map(Step::title)
                .findFirst()
                .orElseThrow();
    }

    /** What is broken late goes on from a copy of what the first steps left; those are each broken from the beginning. */
    private Run run(String brokenStep, String sabotage) throws SQLException, IOException {
        return LATE.stream().anyMatch(step -> isNamed(step, brokenStep))
                ? runLate(brokenStep, sabotage)
                : runAll(brokenStep, sabotage);
    }

    private static Run runAll(String brokenStep, String sabotage) throws SQLException, IOException {
        try (TestDatabase own = EmbeddedPostgres.shared().createDatabase()) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            int exitCode = Markenmate.harden(
                    new Database(own.jdbcUrl(), own.user(), own.password()),
                    new PrintStream(bytes, true, UTF_8),
                    (step, target) -> sabotage(step, brokenStep, target, sabotage));
            return new Run(exitCode, bytes.toString(UTF_8));
        }
    }

    private Run runLate(String brokenStep, String sabotage) throws IOException {
        try (TestDatabase copy = EmbeddedPostgres.shared().createDatabase("markenmate-migrated", this::migrate)) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            Markenmate.Run late = new Markenmate.Run(LATE, (step, host) -> {
                if (step.equals(LATE.get(0))) {
                    host.takeOver(Objects.requireNonNull(migrated));
                }
                sabotage(step, brokenStep, host.database(), sabotage);
            });
            Database database = new Database(copy.jdbcUrl(), copy.user(), copy.password());
            int exitCode = Markenmate.run(database, new PrintStream(bytes, true, UTF_8), late)
                    .exitCode();
            return new Run(exitCode, bytes.toString(UTF_8));
        }
    }

    /** Fills the template that the late runs are copies of. */
    private void migrate(Connection connection) throws SQLException, IOException {
        SchemaBefore.load(connection);
        EmbeddedPostgres server = EmbeddedPostgres.shared();
        Database template = new Database(connection.getMetaData().getURL(), server.superuser(), server.password());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Markenmate.End end = Markenmate.run(
                template,
                new PrintStream(bytes, true, UTF_8),
                new Markenmate.Run(Markenmate.STEPS.subList(0, EARLY), (step, host) -> {}));
        assertThat(end.exitCode()).as(bytes.toString(UTF_8)).isZero();
        migrated = end.host();
    }

    private static boolean isNamed(Step step, String name) {
        return step.getClass().getSimpleName().equals(name);
    }

    private static void sabotage(Step step, String brokenStep, Database target, String sql) {
        if (isNamed(step, brokenStep)) {
            execute(target, sql);
        }
    }

    private static void execute(Database database, String sql) {
        try (Connection connection = database.direct().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("the sabotage must succeed", e);
        }
    }

    private record Run(int exitCode, String output) {}
}
