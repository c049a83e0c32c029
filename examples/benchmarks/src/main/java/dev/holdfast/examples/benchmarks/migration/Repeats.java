package dev.holdfast.examples.benchmarks.migration;

import dev.holdfast.core.Namespace;
import dev.holdfast.examples.benchmarks.harness.Contest;
import dev.holdfast.examples.benchmarks.harness.Contestant;
import dev.holdfast.examples.benchmarks.harness.Goal;
import dev.holdfast.examples.benchmarks.harness.Scale;
import dev.holdfast.migration.HostMigrations;
import dev.holdfast.migration.MigrationSet;
import dev.holdfast.migration.Migrations;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.flywaydb.core.Flyway;

/** Migrating a schema in which every one of five hundred files is applied already, as each start of an application does. */
public final class Repeats {
    private static final int FILES = 500;
    private static final int OPERATIONS = 20;
    private static final double GOAL_NANOS = 10e6;

    private Repeats() {}

    /** Sets the contest up; see {@link dev.holdfast.examples.benchmarks.harness.Bout.Setup}. */
    public static Contest contest(TestDatabase database, Scale scale, int threads) throws Exception {
        ScriptFolder folder = ScriptFolder.write(FILES);
        Flyway flyway = Flyway.configure()
                .dataSource(database.dataSource())
                .defaultSchema("public")
                .locations(folder.location())
                .placeholderReplacement(false)
                .load();
        flyway.migrate();
        MigrationSet set = MigrationSet.in(Namespace.defaults())
                .withHost(HostMigrations.in("public").withLocations(folder.location()));
        Migrations ours = Migrations.over(database.dataSource(), set);
        return new Contest(
                "nothing to do, 500 files",
                Goal.nanos(GOAL_NANOS),
                threads,
                scale.perThread(OPERATIONS, threads),
                List.of(
                        new Repeating("Flyway", () -> flyway.migrate().migrationsExecuted, new AtomicLong()),
                        new Repeating("Holdfast", () -> ours.migrate().applied().size(), new AtomicLong())));
    }

    /**
     * A contestant that finds nothing to do; its effects are how often it did.
     *
     * @param name how the result table names it
     * @param migrate gives how many migrations were applied
     * @param found how often there were none
     */
    private record Repeating(String name, Callable<Integer> migrate, AtomicLong found) implements Contestant {
        @Override
        public Worker worker(int thread) {
            return () -> {
                if (migrate.call() == 0) {
                    found.incrementAndGet();
                }
            };
        }

        @Override
        public long effects() {
            return found.get();
        }
    }
}
