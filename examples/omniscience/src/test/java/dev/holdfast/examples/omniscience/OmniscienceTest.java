package dev.holdfast.examples.omniscience;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.totp.code.TotpSecret;
import dev.holdfast.examples.omniscience.app.Database;
import dev.holdfast.examples.omniscience.step.Step;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OmniscienceTest {
    private static final String FOLDER = "omniscience.folder";

    @Test
    void harden_freshDatabase_endsWellAfterAllSteps() throws Exception {
        Run run = run("none", database -> {});

        assertThat(run.exitCode).as(run.output).isZero();
        assertThat(run.output)
                .contains("[pwd, otp, mfa]")
                .contains("the same code in a new login  →  401")
                .contains("the right password from there  →  429")
                .contains("holdfast login refused from 198.51.100.20")
                .contains(Omniscience.STEPS.size() + " steps");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            Install         | INSERT INTO users SELECT gen_random_uuid(), 'eve', password_hash FROM users | expected 1, read 2
            LogIn           | UPDATE users SET password_hash = '$2b$10$invented'                        | expected 200, read 401
            RefuseReplay    | UPDATE users SET username = 'gone'                                        | expected 200, read 401
            RefuseAlike     | INSERT INTO users SELECT gen_random_uuid(), 'nobody', password_hash FROM users | expected unknown_account
            ThrottleGuesses | DELETE FROM holdfast.login_bucket                                         | expected 200, read 401
            ReadAddress     | DELETE FROM holdfast.login_bucket                                         | expected 0, read 3
            LimitRequests   | ALTER TABLE users RENAME TO people                                        | does not exist
            """)
    void harden_brokenBeforeAStep_stopsThereAndSaysWhy(String step, String sabotage, String said) throws Exception {
        String also = step.equals("ThrottleGuesses") ? "; UPDATE users SET username = 'gone'" : "";
        Run run = run(step, database -> execute(database, sabotage + also));

        assertThat(run.exitCode).as(run.output).isEqualTo(1);
        assertThat(run.output).contains("Stopped at: " + titleOf(step)).contains(said);
    }

    /** What is written there is not what is read back, as on a full disk. */
    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
            BanAddresses | fail2ban-filter.conf | the filter must hold a failregex
            LimitAtProxy | nginx-location.conf  | the location that is limited: expected true, read false
            """)
    void harden_fileThatKeepsNothing_stopsThereAndSaysWhy(String step, String file, String said, @TempDir Path folder)
            throws Exception {
        String before = System.getProperty(FOLDER);
        System.setProperty(FOLDER, folder.toString());
        try {
            Run run = run(step, database -> keepNothing(folder.resolve(file)));

            assertThat(run.exitCode).as(run.output).isEqualTo(1);
            assertThat(run.output).contains("Stopped at: " + titleOf(step)).contains(said);
        } finally {
            if (before == null) {
                System.clearProperty(FOLDER);
            } else {
                System.setProperty(FOLDER, before);
            }
        }
    }

    @Test
    void schemaBefore_classFile_namesNothingOfHoldfastsModules() throws IOException {
        try (InputStream in = SchemaBefore.class.getResourceAsStream("SchemaBefore.class")) {
            assertThat(in).isNotNull();
            assertThat(new String(in.readAllBytes(), ISO_8859_1))
                    .contains("dev/holdfast/examples/omniscience/SchemaBefore")
                    .doesNotContain(
                            "dev/holdfast/core", "dev/holdfast/auth", "dev/holdfast/audit", "dev/holdfast/testkit");
        }
    }

    private static String titleOf(String step) {
        return Omniscience.STEPS.stream()
                .filter(one -> one.getClass().getSimpleName().equals(step))
                .map(Step::title)
                .findFirst()
                .orElseThrow();
    }

    private static Run run(String brokenStep, Consumer<Database> sabotage) throws SQLException, IOException {
        try (TestDatabase own = EmbeddedPostgres.shared().createDatabase()) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            Database database = new Database(own.jdbcUrl(), own.user(), own.password());
            TotpSecret secret = TotpSecret.random(new SecureRandom(), TotpSecret.RECOMMENDED_BYTES);
            int exitCode = Omniscience.harden(database, secret, new PrintStream(bytes, true, UTF_8), (step, target) -> {
                if (step.getClass().getSimpleName().equals(brokenStep)) {
                    sabotage.accept(target);
                }
            });
            return new Run(exitCode, bytes.toString(UTF_8));
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

    private static void keepNothing(Path file) {
        try {
            Path unused = Files.createSymbolicLink(file, Path.of("/dev/null"));
        } catch (IOException e) {
            throw new IllegalStateException("the sabotage must succeed", e);
        }
    }

    private record Run(int exitCode, String output) {}
}
