package dev.holdfast.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdfast.core.Namespace;
import dev.holdfast.core.SchemaScript;
import dev.holdfast.migration.apply.MigrationException;
import dev.holdfast.migration.undo.UndoResult;
import dev.holdfast.testkit.LeakProbe;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A failing script holds a value, a row holds it, or it is what fails: no message may. */
class MigrationLeakTest {
    private static final String VALUE = "anna@private.example";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 'VALUE'::int",
                "INSERT INTO t VALUES ('VALUE')",
                "ALTER TABLE t ADD CONSTRAINT c CHECK (a <> 'VALUE')",
                "ALTER TABLE t ALTER a TYPE int USING a::int",
                "SELEC 'VALUE'",
                "SELECT 1 'VALUE'",
                "INSERT INTO child SELECT a FROM t",
                "SELECT 'VALUE'::timestamptz",
                "SELECT 'VALUE'::json",
                "SELECT 'VALUE' FROM nowhere"
            })
    void failure_inMigrationAndInUndo_holdsNoValue(String template) throws Exception {
        LeakProbe probe = new LeakProbe();
        probe.secret(VALUE);
        String bad = template.replace("VALUE", VALUE);
        try (TestDatabase database = EmbeddedPostgres.shared().createDatabase()) {
            database.execute("CREATE SCHEMA app; CREATE TABLE app.t (a text PRIMARY KEY);"
                    + " CREATE TABLE app.parent (a text PRIMARY KEY); CREATE TABLE app.child (a text REFERENCES app.parent);"
                    + " INSERT INTO app.t VALUES ('" + VALUE + "')");
            HostMigrations host =
                    HostMigrations.in("app").withScripts(List.of(new SchemaScript("1", "good", "SELECT 1", bad)));
            Migrations good =
                    Samples.over(database, MigrationSet.in(Namespace.defaults()).withHost(host));
            good.baselineHost("0");
            assertThat(good.migrate().applied()).hasSize(1);
            List<UndoResult> results = new ArrayList<>();
            Throwable failure = catchThrowable(
                    () -> results.add(good.withUndoTerms(Samples.LOOSE).undo("host", "1")));
            // Rows that break a constraint are a refusal, everything else is a failure.
            probe.assertAbsent(results.toString());
            if (results.isEmpty()) {
                check(probe, good, failure);
            }

            HostMigrations failing = host.withScripts(List.of(new SchemaScript("2", "bad", bad, "")));
            Migrations migrations =
                    Samples.over(database, MigrationSet.in(Namespace.defaults()).withHost(failing));
            check(probe, migrations, catchThrowable(migrations::migrate));
        }
    }

    /** What a script selects, and what the server notices, is not told in the log. */
    @Test
    void migrate_scriptSelectsARow_logHoldsNoValue() throws Exception {
        LeakProbe probe = new LeakProbe();
        probe.secret(VALUE);
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        try (TestDatabase database = EmbeddedPostgres.shared().createDatabase()) {
            System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
            HostMigrations host = HostMigrations.in("public")
                    .withScripts(List.of(
                            new SchemaScript("1", "select", "SELECT '" + VALUE + "' AS email", ""),
                            new SchemaScript("2", "fail", "SELECT '" + VALUE + "'::int", "")));
            Migrations migrations =
                    Samples.over(database, MigrationSet.in(Namespace.defaults()).withHost(host));
            assertThat(catchThrowable(migrations::migrate)).isInstanceOf(MigrationException.class);
        } finally {
            System.setErr(before);
        }
        assertThat(log.toString(StandardCharsets.UTF_8)).contains("to version \"2 - fail\" failed");
        probe.assertAbsent(log.toString(StandardCharsets.UTF_8));
    }

    private static void check(LeakProbe probe, Migrations migrations, Throwable failure) {
        assertThat(failure).isInstanceOf(MigrationException.class);
        probe.assertNotIn(failure);
        probe.assertAbsent(migrations.toString(), migrations.status().toString());
    }
}
