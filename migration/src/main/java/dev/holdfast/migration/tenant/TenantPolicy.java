package dev.holdfast.migration.tenant;

import dev.holdfast.core.Require;
import dev.holdfast.migration.MigrationPolicy;

/**
 * How bold a run over many tenants is.
 *
 * @param canaries how many tenants go first, one after the other; a failure among them ends the run; 1 to 100
 * @param parallelism how many tenants are migrated at once afterwards; 1 to 64, each with up to four connections
 * @param failuresAllowed after how many failed tenants no further one is begun; 0 to 10,000; 0 ends at the first
 * @param migration the policy for each tenant
 */
public record TenantPolicy(int canaries, int parallelism, int failuresAllowed, MigrationPolicy migration) {
    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException when a number is outside them
     */
    public TenantPolicy {
        Require.between("canaries", canaries, 1, 100);
        Require.between("parallelism", parallelism, 1, 64);
        Require.between("failuresAllowed", failuresAllowed, 0, 10_000);
    }

    /**
     * One canary, four at once, an end at the first failure.
     *
     * @return the default policy
     */
    public static TenantPolicy defaults() {
        return new TenantPolicy(1, 4, 0, MigrationPolicy.defaults());
    }

    /**
     * The same with another number of canaries.
     *
     * @param number how many go first
     * @return the policy
     */
    public TenantPolicy withCanaries(int number) {
        return new TenantPolicy(number, parallelism, failuresAllowed, migration);
    }

    /**
     * The same with another number at once.
     *
     * @param number how many
     * @return the policy
     */
    public TenantPolicy withParallelism(int number) {
        return new TenantPolicy(canaries, number, failuresAllowed, migration);
    }

    /**
     * The same, going on after some failures. The canaries must succeed all the same.
     *
     * @param number how many
     * @return the policy
     */
    public TenantPolicy allowFailures(int number) {
        return new TenantPolicy(canaries, parallelism, number, migration);
    }

    /**
     * The same with another policy for each tenant.
     *
     * @param policy the policy
     * @return the changed policy
     */
    public TenantPolicy withMigration(MigrationPolicy policy) {
        return new TenantPolicy(canaries, parallelism, failuresAllowed, policy);
    }
}
