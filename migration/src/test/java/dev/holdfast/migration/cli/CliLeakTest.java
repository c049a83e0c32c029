package dev.holdfast.migration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.LeakProbe;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The password is where the program may look for it, or where it must not be: it is in no output either way. */
@TestInstance(Lifecycle.PER_CLASS)
class CliLeakTest {
    private static final String WRONG = "hunter2-wrong";

    private final TestDatabase database = EmbeddedPostgres.shared().createDatabase();
    private final LeakProbe probe = new LeakProbe();

    @TempDir
    Path folder;

    @BeforeEach
    void files() throws IOException {
        probe.secret(database.password());
        probe.secret(WRONG);
        Cli.in(folder)
                .file("db/migration/V1__ok.sql", "SELECT 1;")
                .file("bad/V1__bad.sql", "SELECT '" + WRONG + "'::int;");
    }

    @AfterAll
    void close() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "status --json",
                "migrate",
                "verify",
                "migrate --locations bad --history-table bad --json",
                "status --url jdbc:postgresql://u:hunter2-wrong@127.0.0.1:1/x",
                "status --url jdbc:postgresql://127.0.0.1:1/x?password=hunter2-wrong --json",
                "status --url jdbc:other:hunter2-wrong",
                "status --url jdbc:postgresql://127.0.0.1:1/x?sslmode=hunter2-wrong",
                "status --url jdbc:postgresql://127.0.0.1:notaport/hunter2-wrong",
                "status --password hunter2-wrong",
                "status --password=hunter2-wrong --json",
                "status --passwort hunter2-wrong",
                "status --passwort=hunter2-wrong",
                "status -phunter2-wrong",
                "hunter2-wrong"
            })
    void command_secretAnywhere_isInNoOutput(String line) {
        Cli.Said said = Cli.on(database, folder).run(line.split(" ", -1));
        probe.assertAbsent(said.all());
    }

    @Test
    void status_wrongPassword_saysWhereToCorrectIt() {
        Cli.Said said =
                Cli.on(database, folder).with("HOLDFAST_PASSWORD", WRONG).run("status", "--json");
        assertThat(said.exit()).isEqualTo(5);
        assertThat(said.out()).contains("did not let role").contains("HOLDFAST_PASSWORD");
        probe.assertAbsent(said.all());
    }

    @Test
    void status_noPassword_saysWhereToPutIt() {
        Cli.Said said = Cli.on(database, folder).without("HOLDFAST_PASSWORD").run("status");
        assertThat(said.exit()).isEqualTo(5);
        assertThat(said.err()).contains("HOLDFAST_PASSWORD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HOLDFAST_PASSWORD_FILE", "PGPASSFILE"})
    void status_passwordFromFile_isTaken(String variable) throws IOException {
        Path file = Files.writeString(folder.resolve("pass"), "*:*:*:*:" + database.password() + "\n");
        Cli cli = Cli.on(database, folder).without("HOLDFAST_PASSWORD").with(variable, "pass");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(cli.run("status").exit()).isEqualTo(2);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(cli.run("status").exit()).isZero();
        Files.delete(file);
    }

    @Test
    void status_passwordFileInTheHomeFolder_isTakenOrRefused() throws IOException {
        Path file = folder.resolve("home/.pgpass");
        Cli cli = Cli.on(database, folder)
                .without("HOLDFAST_PASSWORD")
                .file("home/.pgpass", "*:*:*:*:" + database.password());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(cli.run("status").exit()).isZero();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
        assertThat(cli.run("status").err()).contains("chmod 600");
        Files.delete(file);
    }
}
