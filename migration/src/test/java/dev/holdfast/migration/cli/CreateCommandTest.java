package dev.holdfast.migration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CreateCommandTest {
    @TempDir
    Path folder;

    @Test
    void create_emptyFolder_beginsWithTheMomentAndWritesUndoAndVerify() {
        Cli.Said said = Cli.in(folder).run("create", "Add new-feature");
        assertThat(said.exit()).isZero();
        assertThat(said.out().lines())
                .containsExactly(
                        "ok db/migration/V20260115103512__add_new_feature.sql",
                        "ok db/undo/U20260115103512__add_new_feature.sql",
                        "ok db/verify/V20260115103512__add_new_feature.sql");
        assertThat(said.out().lines().map(line -> folder.resolve(line.substring(3))))
                .allMatch(Files::isRegularFile);
    }

    @Test
    void create_folderThatCounts_takesTheNextNumber() throws IOException {
        Cli cli = Cli.in(folder).file("db/migration/sub/V007__x.sql", "SELECT 1");
        assertThat(cli.run("create", "y", "--json").json()).containsEntry("version", "008");
    }

    @Test
    void create_folderOfPairs_followsIt() throws IOException {
        Cli cli = Cli.in(folder).file("db/migration/0001_x.up.sql", "SELECT 1");
        assertThat(cli.run("create", "y").out())
                .contains("ok db/migration/0002_y.up.sql\nok db/migration/0002_y.down.sql\n");
    }

    @Test
    void create_folderOfFilesWithoutDirection_writesTheDownFileBesideIt() throws Exception {
        try (TestDatabase database = EmbeddedPostgres.shared().createDatabase()) {
            Cli cli = Cli.on(database, folder)
                    .file("db/migration/001_x.sql", "SELECT 1")
                    .file("db/migration/001_x.down.sql", "SELECT 2");
            assertThat(cli.run("create", "y").out())
                    .contains("ok db/migration/002_y.sql\nok db/migration/002_y.down.sql\n");
            assertThat(cli.run("status").out()).contains("001", "002");
        }
    }

    @Test
    void create_folderOfFolders_followsItWithItsHyphens() throws IOException {
        Cli cli = Cli.in(folder).file("db/migration/2024-01-02-030405_x/up.sql", "SELECT 1");
        assertThat(cli.run("create", "y").out())
                .contains("ok db/migration/2026-01-15-103512_y/up.sql\nok db/migration/2026-01-15-103512_y/down.sql\n");
    }

    @Test
    void create_oneFileThere_writesNone() throws IOException {
        Cli cli = Cli.in(folder).file("db/verify/V20260115103512__y.sql", "mine");
        Cli.Said said = cli.run("create", "y");
        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.err()).contains("is there already and is not overwritten");
        assertThat(Files.exists(folder.resolve("db/migration/V20260115103512__y.sql")))
                .isFalse();
        assertThat(Files.exists(folder.resolve("db/undo/U20260115103512__y.sql")))
                .isFalse();
        assertThat(Files.readString(folder.resolve("db/verify/V20260115103512__y.sql")))
                .isEqualTo("mine");
    }

    @Test
    void migrate_skeletonNotWritten_failsAndRecordsNothing() throws Exception {
        try (TestDatabase database = EmbeddedPostgres.shared().createDatabase()) {
            Cli cli = Cli.on(database, folder);
            assertThat(cli.run("create", "x").exit()).isZero();
            Cli.Said said = cli.run("migrate");
            assertThat(said.exit()).isEqualTo(1);
            assertThat(said.err()).contains("is not written yet");
            assertThat(cli.run("status").out()).contains("pending");
        }
    }

    @Test
    void create_java_compiles() throws Exception {
        Cli.Said said = Cli.in(folder).run("create", "move prices", "java");
        Path source = folder.resolve("src/main/java/db/migration/V20260115103512__Move_prices.java");
        assertThat(said.out()).contains("ok src/main/java/db/migration/V20260115103512__Move_prices.java");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assertThat(compiler.run(null, null, null, "-d", folder.toString(), source.toString()))
                .isZero();
        assertThat(folder.resolve("db/migration/V20260115103512__Move_prices.class"))
                .exists();
    }
}
