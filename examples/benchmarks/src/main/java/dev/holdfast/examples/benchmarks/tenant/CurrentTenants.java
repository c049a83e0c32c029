package dev.holdfast.examples.benchmarks.tenant;

import dev.holdfast.core.Namespace;
import dev.holdfast.examples.benchmarks.harness.Checked;
import dev.holdfast.examples.benchmarks.harness.Contest;
import dev.holdfast.examples.benchmarks.harness.Goal;
import dev.holdfast.examples.benchmarks.harness.Scale;
import dev.holdfast.examples.benchmarks.history.ScriptFolder;
import dev.holdfast.migration.MigrationSet;
import dev.holdfast.migration.Migrations;
import dev.holdfast.migration.tenant.TenantDirectory;
import dev.holdfast.migration.tenant.TenantMigrations;
import dev.holdfast.migration.tenant.TenantOutcome;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;

/** Migrating tenants of whom each is current, as each start of an application does; the figures are a tenant's. */
public final class CurrentTenants {
    private static final int TENANTS = 40;
    private static final int FILES = 100;
    private static final int OPERATIONS = 2;
    private static final double GOAL_NANOS = 1e6;

    private CurrentTenants() {}

    /** Sets the contest up; see {@link dev.holdfast.examples.benchmarks.harness.Bout.Setup}. */
    public static Contest contest(TestDatabase database, Scale scale, int threads) throws Exception {
        ScriptFolder folder = ScriptFolder.write(scale.size(FILES));
        List<String> tenants = IntStream.range(0, scale.size(TENANTS))
                .mapToObj(i -> "tenant_" + i)
                .toList();
        fill(database, folder, tenants);
        List<Flyway> flyways = tenants.stream()
                .map(tenant -> NewTenants.flyway(database, folder, tenant))
                .toList();
        TenantMigrations ours =
                TenantMigrations.over(database.dataSource(), TenantDirectory.of(tenants), folder.in(tenants.get(0)));
        return new Contest(
                        "nothing to do, " + tenants.size() + " tenants of "
                                + folder.scripts().size() + " files, each",
                        Goal.nanos(GOAL_NANOS),
                        threads,
                        scale.perThread(OPERATIONS, threads),
                        List.of(
                                Checked.of(
                                        "Flyway in a loop",
                                        () -> () -> flyways.stream()
                                                        .mapToInt(flyway -> flyway.migrate().migrationsExecuted)
                                                        .sum()
                                                == 0),
                                Checked.of(
                                        "Holdfast",
                                        () -> () -> ours.migrate()
                                                        .of(TenantOutcome.Current.class)
                                                        .size()
                                                == tenants.size())))
                .ofUnits(tenants.size())
                .on(folder);
    }

    /** The first one is migrated; the others get its history, and no tables, which nobody looks at. */
    private static void fill(TestDatabase database, ScriptFolder folder, List<String> tenants) throws SQLException {
        String first = tenants.get(0);
        database.execute("CREATE SCHEMA " + first);
        MigrationSet set = MigrationSet.in(Namespace.defaults()).withHost(folder.in(first));
        if (Migrations.over(database.dataSource(), set).migrate().applied().size()
                != folder.scripts().size()) {
            throw new IllegalStateException("every file must be applied");
        }
        for (String tenant : tenants.subList(1, tenants.size())) {
            database.execute(
                    "CREATE SCHEMA %1$s; CREATE TABLE %1$s.flyway_schema_history (LIKE %2$s.flyway_schema_history"
                                    .formatted(tenant, first)
                            + " INCLUDING ALL); INSERT INTO " + tenant + ".flyway_schema_history SELECT * FROM " + first
                            + ".flyway_schema_history");
        }
    }
}
