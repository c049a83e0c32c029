package dev.holdfast.examples.zekka;

import dev.holdfast.auth.password.PasswordPolicy;
import dev.holdfast.auth.password.hash.HashScheme;
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
import dev.holdfast.examples.zekka.step.TwoNodes;
import dev.holdfast.examples.zekka.step.UseProgram;
import dev.holdfast.examples.zekka.step.Verify;
import dev.holdfast.examples.zekka.step.login.ChangePassword;
import dev.holdfast.examples.zekka.step.login.EnrolAuthenticator;
import dev.holdfast.examples.zekka.step.login.InstallLogin;
import dev.holdfast.examples.zekka.step.login.LoginHost;
import dev.holdfast.examples.zekka.step.login.RefuseAlike;
import dev.holdfast.examples.zekka.step.login.SpendRecoveryCodes;
import dev.holdfast.examples.zekka.step.login.TakeOverHashes;
import dev.holdfast.examples.zekka.step.login.ThrottleStrangers;
import dev.holdfast.examples.zekka.step.login.TrustDevice;
import dev.holdfast.testkit.MutableClock;
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

/**
 * Takes Zekka's migrations over on a real PostgreSQL, and then its login, and prints what it finds.
 *
 * <p>Takes an empty database from {@code ZEKKA_JDBC_URL}, {@code ZEKKA_USER} and {@code ZEKKA_PASSWORD}, whose role may make
 * databases; without them it starts a server of its own. Records and report go to {@code target/zekka}, or to the folder
 * that the system property {@code zekka.folder} names. Ends with exit code 1 at the first deviation.
 */
public final class Zekka {
    static final List<Step<Host>> MIGRATION = List.of(
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

    static final List<Step<LoginHost>> LOGIN = List.of(
            new InstallLogin(),
            new TakeOverHashes(),
            new EnrolAuthenticator(),
            new SpendRecoveryCodes(),
            new TrustDevice(),
            new ChangePassword(),
            new ThrottleStrangers(),
            new RefuseAlike());

    /** What Zekka's hashes cost from now on, and what they were: every login computes one of each. */
    static final PasswordPolicy PASSWORDS = PasswordPolicy.defaults().withExpected(new HashScheme.Bcrypt(12));

    private Zekka() {}

    /** Runs the program. */
    public static void main(String[] args) throws SQLException, IOException {
        // Quiet the libraries before their first log line: the transcript is the program's only output.
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.println("Zekka, taken over by Holdfast   (✓ read back   ✗ refused   ~ done otherwise, and why)");
        int exitCode = run(System.getenv(), out);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    private static int run(Map<String, String> environment, PrintStream out) throws SQLException, IOException {
        String url = environment.get("ZEKKA_JDBC_URL");
        if (url != null) {
            Database given = new Database(
                    url,
                    environment.getOrDefault("ZEKKA_USER", "postgres"),
                    environment.getOrDefault("ZEKKA_PASSWORD", ""));
            return takeOver(given, PASSWORDS, new Course(out, step -> {}));
        }
        try (TestDatabase own = EmbeddedPostgres.shared().createDatabase()) {
            Database database = new Database(own.jdbcUrl(), own.user(), own.password());
            return takeOver(database, PASSWORDS, new Course(out, step -> {}));
        }
    }

    /** Runs every step, the migrations' and then the login's. Gives the exit code. */
    static int takeOver(Database database, PasswordPolicy passwords, Course course) throws SQLException, IOException {
        try (Connection connection = database.dataSource().getConnection()) {
            SchemaBefore.load(connection);
        }
        Path folder = Files.createDirectories(
                Path.of(System.getProperty("zekka.folder", "target/zekka")).toAbsolutePath());
        Host host = new Host(database, Clock.systemUTC(), Files.createTempDirectory(folder, "run-"));
        boolean isWell = course.run(MIGRATION, host) && logIn(database, passwords, course);
        if (isWell) {
            course.end();
        }
        return isWell ? 0 : 1;
    }

    private static boolean logIn(Database database, PasswordPolicy passwords, Course course) {
        MutableClock clock = MutableClock.at(Clock.systemUTC().instant());
        try (LoginHost host = new LoginHost(database, passwords, clock)) {
            return course.run(LOGIN, host);
        }
    }
}
