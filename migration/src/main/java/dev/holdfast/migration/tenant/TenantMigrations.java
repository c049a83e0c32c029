package dev.holdfast.migration.tenant;

import dev.holdfast.core.HoldfastException;
import dev.holdfast.core.Namespace;
import dev.holdfast.migration.HostMigrations;
import dev.holdfast.migration.MigrationResult;
import dev.holdfast.migration.MigrationSet;
import dev.holdfast.migration.Migrations;
import dev.holdfast.migration.tenant.TenantOutcome.Current;
import dev.holdfast.migration.tenant.TenantOutcome.Failed;
import dev.holdfast.migration.tenant.TenantOutcome.Migrated;
import dev.holdfast.migration.tenant.TenantOutcome.NotReached;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * The same migrations for many tenants, each with a schema and a history of its own in one database.
 *
 * <p>The first tenants of the directory are canaries: they go one after the other, and a failure among them ends the run.
 * The others follow in parallel. A run that ended early, or was killed, is resumed by running again: tenants that are
 * current are found by comparing digests of their histories with a canary's, in one query however many there are.
 *
 * <p><em>Transaction.</em> Owns, as {@link Migrations} does, for each tenant. <em>Concurrency.</em> Thread-safe; of two
 * runs at once, the tenants' locks let one work on a tenant while the other waits for it.
 */
public final class TenantMigrations {
    private final DataSource dataSource;
    private final TenantDirectory directory;
    private final MigrationSet template;
    private final HostMigrations migrations;
    private final TenantPolicy policy;

    private TenantMigrations(
            DataSource dataSource, TenantDirectory directory, HostMigrations migrations, TenantPolicy policy) {
        this.dataSource = dataSource;
        this.directory = directory;
        this.migrations = migrations;
        this.policy = policy;
        this.template = MigrationSet.in(Namespace.defaults());
    }

    /**
     * Migrations of every tenant.
     *
     * @param dataSource connects as the role that owns the tenants' schemas
     * @param directory says which tenants there are
     * @param migrations what each tenant's schema gets; their own schema is not used
     * @return the migrations, with {@link TenantPolicy#defaults}
     */
    public static TenantMigrations over(DataSource dataSource, TenantDirectory directory, HostMigrations migrations) {
        return new TenantMigrations(dataSource, directory, migrations, TenantPolicy.defaults());
    }

    /**
     * The same with a policy.
     *
     * @param changed how bold to be
     * @return the migrations
     */
    public TenantMigrations with(TenantPolicy changed) {
        return new TenantMigrations(dataSource, directory, migrations, changed);
    }

    /**
     * One tenant's migrations, for everything that concerns it alone, such as its status or an undo.
     *
     * @param tenant its schema
     * @return its migrations
     */
    public Migrations of(String tenant) {
        return Migrations.over(dataSource, template.withHost(migrations.withSchema(tenant)), policy.migration());
    }

    /**
     * Brings every tenant up to date.
     *
     * <p>A tenant that fails leaves the others as they are. An interrupted thread begins no further tenant, waits for those
     * at work, and stays interrupted.
     *
     * @return what became of each tenant
     * @throws IllegalArgumentException when the directory names no tenant, or one twice
     */
    public TenantRun migrate() {
        List<String> tenants = checked(directory.schemas());
        Map<String, TenantOutcome> outcomes = new HashMap<>();
        int canaries = Math.min(policy.canaries(), tenants.size());
        for (String canary : tenants.subList(0, canaries)) {
            TenantOutcome outcome = migrate(canary);
            outcomes.put(canary, outcome);
            if (outcome instanceof Failed) {
                return run(tenants, outcomes);
            }
        }
        outcomes.putAll(rest(tenants.get(0), tenants.subList(canaries, tenants.size())));
        return run(tenants, outcomes);
    }

    /**
     * The tenants that would be migrated. Changes nothing.
     *
     * <p>The first tenant is looked at whole; the others are held against it.
     *
     * @return the schemas, in the directory's order; empty when all are current
     * @throws IllegalArgumentException when the directory names no tenant, or one twice
     */
    public List<String> behind() {
        List<String> tenants = checked(directory.schemas());
        if (!of(tenants.get(0)).status().isCurrent()) {
            return tenants.stream()
                    .filter(tenant -> !of(tenant).status().isCurrent())
                    .toList();
        }
        return notLike(tenants.get(0), tenants).stream()
                .filter(tenant -> !of(tenant).status().isCurrent())
                .toList();
    }

    @Override
    public String toString() {
        return "TenantMigrations[" + migrations + "]";
    }

    private Map<String, TenantOutcome> rest(String canary, List<String> others) {
        Map<String, TenantOutcome> outcomes = new HashMap<>();
        List<String> behind = notLike(canary, others);
        others.forEach(tenant -> outcomes.put(tenant, new Current(tenant)));
        behind.forEach(tenant -> outcomes.put(tenant, new NotReached(tenant)));
        try (TenantWorkers workers = new TenantWorkers(policy, this::migrate)) {
            workers.run(behind).forEach(outcome -> outcomes.put(outcome.tenant(), outcome));
        }
        return outcomes;
    }

    /** The tenants whose history differs from that of one which is current. */
    private List<String> notLike(String current, List<String> tenants) {
        List<String> asked = new ArrayList<>(tenants);
        asked.add(current);
        Map<String, String> digests = new TenantHistories(dataSource, migrations.historyTable()).digests(asked);
        String model = digests.get(current);
        return tenants.stream()
                .filter(tenant -> model == null || !model.equals(digests.get(tenant)))
                .toList();
    }

    private TenantOutcome migrate(String tenant) {
        try {
            MigrationResult result = of(tenant).migrate();
            return result.applied().isEmpty() ? new Current(tenant) : new Migrated(tenant, result);
        } catch (HoldfastException failure) {
            return new Failed(tenant, String.valueOf(failure.getMessage()));
        }
    }

    private static TenantRun run(List<String> tenants, Map<String, TenantOutcome> outcomes) {
        return new TenantRun(tenants.stream()
                .map(tenant -> outcomes.getOrDefault(tenant, new NotReached(tenant)))
                .toList());
    }

    private static List<String> checked(List<String> tenants) {
        if (tenants.isEmpty()) {
            throw new IllegalArgumentException("the tenant directory must name at least one schema, got none");
        }
        HashSet<String> seen = new HashSet<>();
        for (String tenant : tenants) {
            if (!seen.add(tenant)) {
                throw new IllegalArgumentException(
                        "the tenant directory must name each schema once, got '" + tenant + "' again");
            }
        }
        return List.copyOf(tenants);
    }
}
