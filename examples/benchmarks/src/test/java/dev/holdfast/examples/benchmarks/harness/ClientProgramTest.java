package dev.holdfast.examples.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientProgramTest {
    @TempDir
    private Path folder;

    @Test
    void find_notThere_isEmpty() throws IOException {
        Files.writeString(folder.resolve("psql"), "not a program");

        assertThat(ClientProgram.find("psql", folder + ":/nowhere")).isEmpty();
    }

    @Test
    void find_inTheSecondFolder_isIt() throws IOException {
        assertThat(ClientProgram.find("psql", "/nowhere:" + program("true").getParent()))
                .contains(new ClientProgram(folder.resolve("psql")));
    }

    @Test
    void majorVersion_asDebianSaysIt_isTheFirstNumber() throws Exception {
        assertThat(new ClientProgram(program("echo 'psql (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)'")).majorVersion())
                .isEqualTo(15);
        assertThat(new ClientProgram(program("echo none")).majorVersion()).isZero();
    }

    @Test
    void run_programThatFails_saysWhat() throws Exception {
        ClientProgram program = new ClientProgram(program("echo no such table >&2; exit 3"));
        try (TestDatabase database = EmbeddedPostgres.shared().createDatabase()) {
            assertThatIOException()
                    .isThrownBy(() -> program.run(database, "", List.of("-c", "x")))
                    .withMessageContaining("ended with 3: no such table");
        }
    }

    @Test
    void run_programThatWorks_givesWhatItPrintedAndKnowsTheDatabase() throws Exception {
        ClientProgram program = new ClientProgram(program("echo \"$PGDATABASE $PGOPTIONS $1\""));
        try (TestDatabase database = EmbeddedPostgres.shared().createDatabase()) {
            assertThat(program.run(database, "-c x=y", List.of("all"))).isEqualTo(database.name() + " -c x=y all\n");
        }
    }

    private Path program(String script) throws IOException {
        Path file = Files.writeString(folder.resolve("psql"), "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}
