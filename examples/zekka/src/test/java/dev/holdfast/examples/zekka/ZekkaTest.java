package dev.holdfast.examples.zekka;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.password.PasswordPolicy;
import dev.holdfast.auth.password.hash.Argon2Cost;
import dev.holdfast.examples.zekka.app.Database;
import dev.holdfast.examples.zekka.step.Step;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZekkaTest {
    // A few bytes of memory instead of 19 MiB, which the policy allows: what is tested are the steps, not the cost.
    private static final PasswordPolicy CHEAP = Zekka.PASSWORDS.withCost(new Argon2Cost(8, 1, 1));

    @Test
    void takeOver_freshDatabase_endsWellAfterAllSteps() throws Exception {
        Run run = run("none", "");

        assertThat(run.exitCode).as(run.output).isZero();
        assertThat(run.output)
                .contains("mark 002 as run  →  version 002 of host has not run as a whole")
                .contains("draft of 002's way back  →  differs")
                .contains("003, its session ended by the server")
                .contains("checksum mismatch")
                .contains("no proof is known")
                .contains("would lose 1 row of public.audit_logs")
                .contains("has no undo script")
                .contains("holdfast rollback --to 001: exit 0")
                .contains("login by the old hash: 200 logged in by [pwd]")
                .contains("the code of the enrolment once more  →  401")
                .contains("the same code again  →  401")
                .contains("a new API key, asked for by that login  →  403")
                .contains("the first of all, twelve changes later  →  refused: [REUSED]")
                .contains("the right password from there  →  429, retry after 30 s")
                .contains("[wrong_password, unknown_account, unverified, disabled, locked]")
                .contains((Zekka.MIGRATION.size() + Zekka.LOGIN.size()) + " steps");
        assertThat(Files.readString(Path.of(run.after("the last run as a page: "))))
                .contains("<html", "002_session2_security_enhancements.sql", "exact");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            LookFirst   | INSERT INTO migrations (name, checksum, execution_time_ms) VALUES ('001', 'x', 1)  | expected 0, read 1
            MarkAsRun   | DROP INDEX sessions_user_id_idx                                                    | sessions_user_id_idx
            Plan        | CREATE TABLE left_behind (id integer)                                              | left_behind
            Rehearse    | CREATE TABLE audit_logs (id bigint)                                                | must come to its end
            TwoNodes    | CREATE TABLE audit_logs (id bigint)                                                | "audit_logs" already exists
            CutShort    | CREATE INDEX api_keys_user_id_idx ON api_keys (user_id)                            | api_keys_user_id_idx
            Verify      | DELETE FROM permissions WHERE resource = 'audit'                                   | expectation
            RollBack    | DELETE FROM audit_log_basic WHERE id = 7                                           | rows of public.audit_log_basic
            RunAsOne    | INSERT INTO roles (name, level) VALUES ('owner', 90)                               | verify
            UseProgram  | INSERT INTO security_metrics VALUES ('2026-01-15', 'logins', 7)                    | exit 3
            """)
    void takeOver_brokenBeforeAStep_stopsThereAndSaysWhy(String step, String sabotage, String said) throws Exception {
        Run run = run(step, sabotage);

        assertThat(run.exitCode).as(run.output).isEqualTo(1);
        assertThat(run.output)
                .contains("Stopped at: " + titleOf(Zekka.MIGRATION, step))
                .contains(said);
    }

    @Test
    void schemaBefore_classFile_namesNothingOfHoldfastsModules() throws IOException {
        try (InputStream in = SchemaBefore.class.getResourceAsStream("SchemaBefore.class")) {
            assertThat(in).isNotNull();
            assertThat(new String(in.readAllBytes(), ISO_8859_1))
                    .contains("dev/holdfast/examples/zekka/SchemaBefore")
                    .doesNotContain("dev/holdfast/core", "dev/holdfast/migration", "dev/holdfast/testkit");
        }
    }

    private static Run run(String brokenStep, String sabotage) throws SQLException, IOException {
        try (TestDatabase own = EmbeddedPostgres.shared().createDatabase()) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            Database database = new Database(own.jdbcUrl(), own.user(), own.password());
            Course course = new Course(new PrintStream(bytes, true, UTF_8), step -> {
                if (step.getClass().getSimpleName().equals(brokenStep)) {
                    execute(database, sabotage);
                }
            });
            return new Run(Zekka.takeOver(database, CHEAP, course), bytes.toString(UTF_8));
        }
    }

    private static void execute(Database database, String sql) {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("the sabotage must succeed", e);
        }
    }

    private static <H> String titleOf(List<Step<H>> steps, String step) {
        return steps.stream()
                .filter(one -> one.getClass().getSimpleName().equals(step))
                .map(Step::title)
                .findFirst()
                .orElseThrow();
    }

    private record Run(int exitCode, String output) {
        /** The rest of the line that holds these words. */
        String after(String words) {
            int begin = output.indexOf(words) + words.length();
            return output.substring(begin, output.indexOf('\n', begin)).strip();
        }
    }
}
