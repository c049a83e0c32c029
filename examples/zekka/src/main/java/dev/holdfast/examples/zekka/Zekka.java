package dev.holdfast.examples.zekka;

import dev.holdfast.examples.zekka.app.Database;
import dev.holdfast.examples.zekka.step.CutShort;
import dev.holdfast.examples.zekka.step.Host;
import dev.holdfast.examples.zekka.step.LookFirst;
import dev.holdfast.examples.zekka.step.MarkAsRun;
import dev.holdfast.examples.zekka.step.Plan;
import dev.holdfast.examples.zekka.step.ReadScripts;
import dev.holdfast.examples.zekka.step.Rehearse;
import dev.holdfast.examples.zekka.step.Report;
import dev.holdfast.examples.zekka.step.RollBack;
import dev.holdfast.examples.zekka.step.RunAsOne;
import dev.holdfast.examples.zekka.step.Step;
import dev.holdfast.examples.zekka.step.Transcript;
import dev.holdfast.examples.zekka.step.TwoNodes;
import dev.holdfast.examples.zekka.step.UseProgram;
import dev.holdfast.examples.zekka.step.Verify;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Takes Zekka's migrations over on a real PostgreSQL and prints what it finds.
 *
 * <p>Takes an empty database from {@code ZEKKA_JDBC_URL}, {@code ZEKKA_USER} and {@code ZEKKA_PASSWORD}, whose role may make
 * databases; without them it starts a server of its own. Records and report go to {@code target/zekka}, or to the folder
 * that the system property {@code zekka.folder} names. Ends with exit code 1 at the first deviation.
 */
public final class Zekka {
    static final List<Step> STEPS = List.of(
            new LookFirst(),
            new MarkAsRun(),
            new ReadScripts(),
            new Plan(),
            new Rehearse(),
            new TwoNodes(),
            new CutShort(),
            new Verify(),
            new RollBack(),
            new RunAsOne(),
            new UseProgram(),
            new Report());

    private Zekka() {}

    /** Runs the program. */
    public static void main(String[] args) throws SQLException, IOException {
        // Quiet the libraries before their first log line: the transcript is the program's only output.
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        int exitCode = run(System.getenv(), out);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    private static int run(Map<String, String> environment, PrintStream out) throws SQLException, IOException {
        String url = environment.get("ZEKKA_JDBC_URL");
        if (url != null) {
            return takeOver(
                    new Database(
                            url,
                            environment.getOrDefault("ZEKKA_USER", "postgres"),
                            environment.getOrDefault("ZEKKA_PASSWORD", "")),
                    out,
                    (step, database) -> {});
        }
        try (TestDatabase own = EmbeddedPostgres.shared().createDatabase()) {
            return takeOver(new Database(own.jdbcUrl(), own.user(), own.password()), out, (step, database) -> {});
        }
    }

    /** Runs every step; {@code before} is called ahead of each one. Gives the exit code. */
    static int takeOver(Database database, PrintStream out, BiConsumer<Step, Database> before)
            throws SQLException, IOException {
        try (Connection connection = database.dataSource().getConnection()) {
            SchemaBefore.load(connection);
        }
        Path folder = Files.createDirectories(
                Path.of(System.getProperty("zekka.folder", "target/zekka")).toAbsolutePath());
        Host host = new Host(database, Clock.systemUTC(), Files.createTempDirectory(folder, "run-"));
        Transcript transcript = new Transcript(out);
        out.println("Zekka, taken over by Holdfast   (✓ read back   ✗ refused   ~ done otherwise, and why)");
        for (Step step : STEPS) {
            transcript.step(step.title());
            try {
                before.accept(step, database);
                step.run(host, transcript);
            } catch (RuntimeException e) {
                out.println("    ! " + e.getMessage());
                out.println("\nStopped at: " + step.title());
                return 1;
            }
        }
        transcript.end();
        return 0;
    }
}
