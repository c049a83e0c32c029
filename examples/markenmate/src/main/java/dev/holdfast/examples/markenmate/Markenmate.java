package dev.holdfast.examples.markenmate;

import dev.holdfast.examples.markenmate.app.Application;
import dev.holdfast.examples.markenmate.app.Database;
import dev.holdfast.examples.markenmate.step.AnchorElsewhere;
import dev.holdfast.examples.markenmate.step.AnchorLog;
import dev.holdfast.examples.markenmate.step.AppointMaster;
import dev.holdfast.examples.markenmate.step.ArchiveAsPlanned;
import dev.holdfast.examples.markenmate.step.ArchiveMonths;
import dev.holdfast.examples.markenmate.step.BackUp;
import dev.holdfast.examples.markenmate.step.CheckArchive;
import dev.holdfast.examples.markenmate.step.CleanUp;
import dev.holdfast.examples.markenmate.step.EraseMember;
import dev.holdfast.examples.markenmate.step.FindOrphans;
import dev.holdfast.examples.markenmate.step.HandOverLog;
import dev.holdfast.examples.markenmate.step.HardenLog;
import dev.holdfast.examples.markenmate.step.Host;
import dev.holdfast.examples.markenmate.step.KeepLastAdmin;
import dev.holdfast.examples.markenmate.step.KeepLendings;
import dev.holdfast.examples.markenmate.step.KeepMaster;
import dev.holdfast.examples.markenmate.step.Migrate;
import dev.holdfast.examples.markenmate.step.Monitor;
import dev.holdfast.examples.markenmate.step.RedactLog;
import dev.holdfast.examples.markenmate.step.RequireStepUp;
import dev.holdfast.examples.markenmate.step.RestoreLog;
import dev.holdfast.examples.markenmate.step.RollBack;
import dev.holdfast.examples.markenmate.step.SealLog;
import dev.holdfast.examples.markenmate.step.Step;
import dev.holdfast.examples.markenmate.step.Transcript;
import dev.holdfast.examples.markenmate.step.VerifyMigration;
import dev.holdfast.testkit.MutableClock;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Runs the whole hardening of Markenmate on a real PostgreSQL and prints what it finds.
 *
 * <p>Takes an empty database from {@code MARKENMATE_JDBC_URL}, {@code MARKENMATE_USER} and {@code MARKENMATE_PASSWORD};
 * without them it starts a server of its own. Ends with exit code 1 at the first deviation.
 */
public final class Markenmate {
    static final List<Step> STEPS = List.of(
            new FindOrphans(),
            new BackUp(),
            new Migrate(),
            new AppointMaster(),
            new VerifyMigration(),
            new RequireStepUp(),
            new KeepMaster(),
            new KeepLastAdmin(),
            new KeepLendings(),
            new CleanUp(),
            new Monitor(),
            new SealLog(),
            new AnchorLog(),
            new AnchorElsewhere(),
            new RestoreLog(),
            new HardenLog(),
            new ArchiveAsPlanned(),
            new ArchiveMonths(),
            new CheckArchive(),
            new RedactLog(),
            new EraseMember(),
            new HandOverLog(),
            new RollBack());

    private Markenmate() {}

    /** Runs the program. */
    public static void main(String[] args) throws SQLException, IOException {
        // Quiet the libraries before their first log line: the transcript is the program's only output.
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        int exitCode = run(System.getenv(), out);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    private static int run(Map<String, String> environment, PrintStream out) throws SQLException, IOException {
        String url = environment.get("MARKENMATE_JDBC_URL");
        if (url != null) {
            return harden(
                    new Database(
                            url,
                            environment.getOrDefault("MARKENMATE_USER", "postgres"),
                            environment.getOrDefault("MARKENMATE_PASSWORD", "")),
                    out,
                    (step, database) -> {});
        }
        try (TestDatabase own = EmbeddedPostgres.shared().createDatabase()) {
            return harden(new Database(own.jdbcUrl(), own.user(), own.password()), out, (step, database) -> {});
        }
    }

    /** Runs every step; {@code before} is called ahead of each one. Gives the exit code. */
    static int harden(Database database, PrintStream out, BiConsumer<Step, Database> before)
            throws SQLException, IOException {
        try (Connection connection = database.direct().getConnection()) {
            SchemaBefore.load(connection);
        }
        Run run = new Run(STEPS, (step, host) -> before.accept(step, host.database()));
        return run(database, out, run).exitCode();
    }

    /** Runs some steps on a database that is ready for them. */
    static End run(Database database, PrintStream out, Run run) throws IOException {
        MutableClock clock = MutableClock.at(Clock.systemUTC().instant());
        try (Application application = new Application(database, clock);
                ArchiveFolder archives = ArchiveFolder.create()) {
            Host host = new Host(database, application, clock, archives.path());
            Transcript transcript = new Transcript(out);
            out.println("Markenmate, hardened with Holdfast   (✓ read back   ✗ refused   ~ done otherwise, and why)");
            for (Step step : run.steps()) {
                transcript.step(step.title());
                try {
                    run.before().accept(step, host);
                    step.run(host, transcript);
                } catch (RuntimeException e) {
                    out.println("    ! " + e.getMessage());
                    out.println("\nStopped at: " + step.title());
                    return new End(1, host);
                }
            }
            transcript.end();
            return new End(0, host);
        }
    }

    /**
     * What is to be run.
     *
     * @param steps the steps
     * @param before called ahead of each one
     */
    record Run(List<Step> steps, BiConsumer<Step, Host> before) {}

    /**
     * How it ended.
     *
     * @param exitCode 0 when every step did
     * @param host what the steps left
     */
    record End(int exitCode, Host host) {}
}
