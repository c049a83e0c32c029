package dev.holdfast.examples.omniscience;

import dev.holdfast.auth.totp.code.TotpSecret;
import dev.holdfast.auth.totp.environment.EnvironmentTotp;
import dev.holdfast.examples.omniscience.app.Application;
import dev.holdfast.examples.omniscience.app.Database;
import dev.holdfast.examples.omniscience.step.BanAddresses;
import dev.holdfast.examples.omniscience.step.Host;
import dev.holdfast.examples.omniscience.step.Install;
import dev.holdfast.examples.omniscience.step.LimitAtProxy;
import dev.holdfast.examples.omniscience.step.LimitRequests;
import dev.holdfast.examples.omniscience.step.LogIn;
import dev.holdfast.examples.omniscience.step.ReadAddress;
import dev.holdfast.examples.omniscience.step.RefuseAlike;
import dev.holdfast.examples.omniscience.step.RefuseReplay;
import dev.holdfast.examples.omniscience.step.Step;
import dev.holdfast.examples.omniscience.step.ThrottleGuesses;
import dev.holdfast.examples.omniscience.step.Transcript;
import dev.holdfast.testkit.MutableClock;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Hardens Omniscience's login on a real PostgreSQL and prints what it finds.
 *
 * <p>Takes an empty database from {@code OMNISCIENCE_JDBC_URL}, {@code OMNISCIENCE_USER} and {@code OMNISCIENCE_PASSWORD};
 * without them it starts a server of its own. {@code TOTP_SECRET} is taken from the environment, or made up. Files go to
 * {@code target/omniscience}, or to the folder that the system property {@code omniscience.folder} names. Ends with exit
 * code 1 at the first deviation.
 */
public final class Omniscience {
    static final List<Step> STEPS = List.of(
            new Install(),
            new LogIn(),
            new RefuseReplay(),
            new RefuseAlike(),
            new ThrottleGuesses(),
            new ReadAddress(),
            new LimitRequests(),
            new BanAddresses(),
            new LimitAtProxy());

    private Omniscience() {}

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
        String url = environment.get("OMNISCIENCE_JDBC_URL");
        TotpSecret secret = environment.containsKey(EnvironmentTotp.SECRET)
                ? TotpSecret.parse(environment.get(EnvironmentTotp.SECRET))
                : TotpSecret.random(new SecureRandom(), TotpSecret.RECOMMENDED_BYTES);
        if (url != null) {
            Database database = new Database(
                    url,
                    environment.getOrDefault("OMNISCIENCE_USER", "postgres"),
                    environment.getOrDefault("OMNISCIENCE_PASSWORD", ""));
            return harden(database, secret, out, (step, target) -> {});
        }
        try (TestDatabase own = EmbeddedPostgres.shared().createDatabase()) {
            Database database = new Database(own.jdbcUrl(), own.user(), own.password());
            return harden(database, secret, out, (step, target) -> {});
        }
    }

    /** Runs every step; {@code before} is called ahead of each one. Gives the exit code. */
    static int harden(Database database, TotpSecret secret, PrintStream out, BiConsumer<Step, Database> before)
            throws SQLException, IOException {
        try (Connection connection = database.direct().getConnection()) {
            SchemaBefore.load(connection);
        }
        Path folder = Files.createDirectories(Path.of(System.getProperty("omniscience.folder", "target/omniscience"))
                .toAbsolutePath());
        MutableClock clock = MutableClock.at(Clock.systemUTC().instant());
        Map<String, String> variables =
                Map.of(EnvironmentTotp.ENABLED, "true", EnvironmentTotp.SECRET, secret.exposeBase32());
        try (Application application = new Application(database, variables, clock)) {
            Host host = new Host(application, database, secret, new Host.Surroundings(clock, folder));
            Transcript transcript = new Transcript(out);
            out.println(
                    "Omniscience, its login hardened with Holdfast   (✓ read back   ✗ refused   ~ done otherwise, and why)");
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
}
