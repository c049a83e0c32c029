package dev.holdfast.examples.benchmarks.migration;

import dev.holdfast.core.Namespace;
import dev.holdfast.examples.benchmarks.harness.Checked;
import dev.holdfast.examples.benchmarks.harness.Contest;
import dev.holdfast.examples.benchmarks.harness.Contestant;
import dev.holdfast.examples.benchmarks.harness.Goal;
import dev.holdfast.examples.benchmarks.harness.Scale;
import dev.holdfast.examples.benchmarks.history.ScriptFolder;
import dev.holdfast.migration.HostMigrations;
import dev.holdfast.migration.MigrationSet;
import dev.holdfast.migration.Migrations;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.util.List;
import org.flywaydb.core.Flyway;

/** Migrating a schema in which every one of five hundred files is applied already, as each start of an application does. */
public final class Repeats {
    private static final int FILES = 500;
    private static final int OPERATIONS = 40;
    private static final double GOAL_NANOS = 10e6;

    private Repeats() {}

    /** Sets the contest up; see {@link dev.holdfast.examples.benchmarks.harness.Bout.Setup}. */
    public static Contest contest(TestDatabase database, Scale scale, int threads) throws Exception {
        ScriptFolder folder = ScriptFolder.write(scale.size(FILES));
        Flyway flyway = Applies.flyway(database, folder, "public");
        flyway.migrate();
        return new Contest(
                        "nothing to do, " + folder.scripts().size() + " files",
                        Goal.nanos(GOAL_NANOS),
                        threads,
                        scale.perThread(OPERATIONS, threads),
                        List.of(
                                Checked.of("Flyway", () -> () -> flyway.migrate().migrationsExecuted == 0),
                                ours("Holdfast", database, folder.in("public")),
                                ours("Holdfast, with undo files", database, folder.withUndoIn("public"))))
                .on(folder);
    }

    private static Contestant ours(String name, TestDatabase database, HostMigrations host) {
        Migrations migrations = Migrations.over(
                database.dataSource(), MigrationSet.in(Namespace.defaults()).withHost(host));
        return Checked.of(name, () -> () -> migrations.migrate().applied().isEmpty());
    }
}
