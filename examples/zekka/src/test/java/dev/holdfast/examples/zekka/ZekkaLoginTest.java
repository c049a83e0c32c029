package dev.holdfast.examples.zekka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.password.PasswordPolicy;
import dev.holdfast.auth.password.hash.Argon2Cost;
import dev.holdfast.auth.password.hash.HashScheme;
import dev.holdfast.examples.zekka.app.Database;
import dev.holdfast.examples.zekka.app.Schema;
import dev.holdfast.examples.zekka.step.Step;
import dev.holdfast.examples.zekka.step.login.LoginHost;
import dev.holdfast.migration.MarkEvidence;
import dev.holdfast.migration.MarkResult;
import dev.holdfast.migration.Migrations;
import dev.holdfast.testkit.MutableClock;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TemplateSetup;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Steps of the login alone, each in a database of its own that is broken first.
 *
 * <p>Hashes are cheap here, which the policy allows: Argon2id of 8 KiB, and bcrypt of 4 rounds for the accounts' own, so
 * that a step takes a moment. {@link ZekkaTest} runs them all over the hashes of 12 rounds that the host was left with.
 */
class ZekkaLoginTest {
    private static final PasswordPolicy CHEAP =
            PasswordPolicy.defaults().withCost(new Argon2Cost(8, 1, 1)).withExpected(new HashScheme.Bcrypt(4));

    /** The same password as in the accounts' own hashes. */
    private static final String CHEAP_HASHES = """
            UPDATE users SET password_hash = '$2b$04$bsoX648yGpS1N.DrnCIJj.DedSWp4gXZlGQltOHyNnBE8fTMl86X.'""";

    @Test
    void login_nothingBroken_endsWell() throws Exception {
        Run run = run(installed(), "SELECT 1");
        assertThat(run.isWell).as(run.output).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            InstallLogin   | UPDATE users SET username = 'PERSON3' WHERE username = 'person4' | users_lower_username_idx
            TakeOverHashes | UPDATE users SET password_hash = 'plain' WHERE id = 50           | expected [60 of bcrypt 4], read [59 of
            RefuseAlike    | UPDATE users SET is_verified = true                              | must be refused with '401'
            """)
    void login_brokenBeforeAStep_stopsThereAndSaysWhy(String step, String sabotage, String said) throws Exception {
        assertStops(named(step), sabotage, said);
    }

    /** A table that forgets what a step relies on: each hole must be seen by the step that shows it closed. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            EnrolAuthenticator | totp_device      | INSERT OR UPDATE | last_step := -1                        | the enrolment once more: must be refused
            SpendRecoveryCodes | recovery_code    | UPDATE           | used_at := NULL                        | the same code again: must be refused
            TrustDevice        | trusted_device   | UPDATE           | token_hash := OLD.token_hash           | half a minute later: must be refused
            ChangePassword     | password_history | INSERT           | sealed_hash := NULL; NEW.key_id := NULL | twelve changes later: must be refused
            ThrottleStrangers  | login_bucket     | INSERT OR UPDATE | failures := 0                          | looked at: expected 3, read 20
            """)
    void login_tableForgets_stopsAtTheStepThatReliesOnIt(
            String step, String table, String writes, String forgets, String said) throws Exception {
        assertStops(named(step), """
                CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.%s; RETURN NEW; END';
                CREATE TRIGGER forget BEFORE %s ON holdfast.%s FOR EACH ROW EXECUTE FUNCTION forget()""".formatted(forgets, writes, table), said);
    }

    private static void assertStops(Step<LoginHost> step, String sabotage, String said) throws Exception {
        Run run = run(List.of(step), sabotage);
        assertThat(run.isWell).as(run.output).isFalse();
        assertThat(run.output).contains("Stopped at: " + step.title()).contains(said);
    }

    private static Step<LoginHost> named(String step) {
        return Zekka.LOGIN.stream()
                .filter(one -> one.getClass().getSimpleName().equals(step))
                .findFirst()
                .orElseThrow();
    }

    /** The steps after the installing one. */
    private static List<Step<LoginHost>> installed() {
        return Zekka.LOGIN.subList(1, Zekka.LOGIN.size());
    }

    private record Run(boolean isWell, String output) {}

    private static Run run(List<Step<LoginHost>> steps, String sabotage) throws SQLException {
        boolean isInstalled = installed().containsAll(steps);
        try (TestDatabase own = EmbeddedPostgres.shared()
                        .createDatabase(isInstalled ? "zekka-login" : "zekka-marked", template(isInstalled));
                LoginHost host = host(new Database(own.jdbcUrl(), own.user(), own.password()))) {
            own.execute(sabotage);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            Course course = new Course(new PrintStream(bytes, true, UTF_8), before -> {});
            return new Run(course.run(steps, host), bytes.toString(UTF_8));
        }
    }

    private static LoginHost host(Database database) {
        return new LoginHost(database, CHEAP, MutableClock.at(Clock.systemUTC().instant()));
    }

    /** Zekka with 001 marked as run, and with its login installed where that is not the step itself. */
    private static TemplateSetup template(boolean isInstalled) {
        return connection -> {
            SchemaBefore.load(connection);
            try (Statement statement = connection.createStatement()) {
                statement.execute(CHEAP_HASHES);
            }
            EmbeddedPostgres server = EmbeddedPostgres.shared();
            String url = connection.getMetaData().getURL();
            Database database = new Database(url, server.superuser(), server.password());
            Migrations migrations = Migrations.over(database.dataSource(), Schema.all());
            assertThat(migrations.markAsRun("001", MarkEvidence.objectsExist())).isInstanceOf(MarkResult.Marked.class);
            if (isInstalled) {
                try (LoginHost host = host(database)) {
                    Course course = new Course(new PrintStream(new ByteArrayOutputStream(), true, UTF_8), before -> {});
                    assertThat(course.run(List.of(named("InstallLogin")), host)).isTrue();
                }
            }
        };
    }
}
