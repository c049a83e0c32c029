package dev.holdfast.migration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.json.Json;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The runnable jar, started as a process. Run by the build after the jar is packaged, not with the other tests: before
 * there is none.
 */
class PackagedCheck {
    private static final Path JAR = Path.of(System.getProperty("holdfast.cli.jar", "(set holdfast.cli.jar)"));

    @TempDir
    Path folder;

    private record Ended(int exit, String out, String err) {}

    @Test
    void jar_startedAsProcess_migratesAndTellsTheState() throws Exception {
        try (TestDatabase database = EmbeddedPostgres.shared().createDatabase()) {
            Cli.in(folder).file("db/migration/V1__one.sql", "CREATE TABLE one (id int);");
            assertThat(run(database, "status", "--check").exit()).isEqualTo(4);
            assertThat(run(database, "migrate").exit()).isZero();
            Ended status = run(database, "status", "--check", "--json");
            assertThat(status.exit()).isZero();
            assertThat(status.err()).isEmpty();
            assertThat(Json.read(status.out()))
                    .asInstanceOf(InstanceOfAssertFactories.MAP)
                    .containsEntry("current", true);
            assertThat(database.queryLong("SELECT count(*) FROM one")).isZero();
        }
    }

    @Test
    void jar_versionAndHelp_nameThemselves() throws Exception {
        try (TestDatabase database = EmbeddedPostgres.shared().createDatabase()) {
            assertThat(run(database, "--version").out()).matches("(?s)holdfast [0-9]+\\..*");
            assertThat(run(database, "--help").out()).contains("Exit codes:");
            assertThat(run(database, "nonsense").exit()).isEqualTo(2);
        }
    }

    @Test
    void jar_content_isOneProgramWithItsLicences() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.getEntry("META-INF/LICENSE")).isNotNull();
            assertThat(jar.getEntry("META-INF/THIRD-PARTY.txt")).isNotNull();
            assertThat(jar.stream().map(Object::toString))
                    .noneMatch(
                            name -> name.matches("META-INF/.*\\.(SF|RSA|DSA)") || name.endsWith("module-info.class"));
        }
    }

    @Test
    void ordinaryJar_besideIt_holdsNoneOfItsLibraries() throws IOException {
        Path ordinary = Path.of(JAR.toString().replace("-cli.jar", ".jar"));
        try (JarFile jar = new JarFile(ordinary.toFile())) {
            assertThat(jar.stream().map(Object::toString))
                    .noneMatch(name -> name.startsWith("picocli/")
                            || name.startsWith("org/")
                            || name.equals("simplelogger.properties"));
        }
    }

    private Ended run(TestDatabase database, String... arguments) throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>(List.of(java.toString(), "-Xmx256m", "-jar", JAR.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        // What the caller's shell sets would change the program behind its arguments.
        builder.environment().clear();
        builder.environment().put("HOLDFAST_URL", database.jdbcUrl());
        builder.environment().put("HOLDFAST_USER", database.user());
        builder.environment().put("HOLDFAST_PASSWORD", database.password());
        Path errors = Files.createTempFile(folder, "err", ".txt");
        Process process = builder.redirectError(errors.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), out, Files.readString(errors));
    }
}
