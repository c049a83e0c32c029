package dev.holdfast.examples.benchmarks.tenant;

import dev.holdfast.examples.benchmarks.harness.Contest;
import dev.holdfast.examples.benchmarks.harness.Goal;
import dev.holdfast.examples.benchmarks.harness.Scale;
import dev.holdfast.examples.benchmarks.history.ScriptFolder;
import dev.holdfast.migration.tenant.TenantDirectory;
import dev.holdfast.migration.tenant.TenantMigrations;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.util.List;
import org.flywaydb.core.Flyway;

/** Migrating tenants whose schemas are empty, a hundred files each; the figures are a tenant's. */
public final class NewTenants {
    /** Forty at full scale. */
    private static final int TENANTS = 80;

    /** A hundred at full scale. */
    private static final int FILES = 200;
    /** Well ahead: Flyway is at 0.58 to 0.75 of a plain loop, of which 0.85 is the goal for one schema. */
    private static final double GOAL = 1.4;

    private NewTenants() {}

    /** Sets the contest up; see {@link dev.holdfast.examples.benchmarks.harness.Bout.Setup}. */
    public static Contest contest(TestDatabase database, Scale scale, int threads) throws Exception {
        ScriptFolder folder = ScriptFolder.write(scale.perThread(FILES, 1));
        int tenants = Math.max(2, scale.perThread(TENANTS, 1));
        TenantSchemas.Filling filling = TenantSchemas.Filling.of(database, folder, tenants);
        return new Contest(
                        "migrate " + tenants + " tenants, " + folder.scripts().size() + " files, each",
                        Goal.ratio(GOAL),
                        threads,
                        1,
                        List.of(
                                new TenantSchemas("Flyway in a loop", filling, schemas -> loop(filling, schemas)),
                                new TenantSchemas("Holdfast", filling, schemas -> ours(filling, schemas))))
                .ofUnits(tenants)
                .on(folder);
    }

    static Flyway flyway(TestDatabase database, ScriptFolder folder, String schema) {
        return Flyway.configure()
                .dataSource(database.dataSource())
                .defaultSchema(schema)
                .locations(folder.location())
                .placeholderReplacement(false)
                .load();
    }

    private static void loop(TenantSchemas.Filling filling, List<String> schemas) {
        for (String schema : schemas) {
            if (flyway(filling.database(), filling.folder(), schema).migrate().migrationsExecuted
                    != filling.folder().scripts().size()) {
                throw new IllegalStateException("every file must be applied to " + schema);
            }
        }
    }

    private static void ours(TenantSchemas.Filling filling, List<String> schemas) {
        boolean succeeded = TenantMigrations.over(
                        filling.database().dataSource(),
                        TenantDirectory.of(schemas),
                        filling.folder().in(schemas.get(0)))
                .migrate()
                .succeeded();
        if (!succeeded) {
            throw new IllegalStateException("every tenant must be migrated");
        }
    }
}
