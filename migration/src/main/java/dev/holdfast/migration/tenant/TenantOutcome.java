package dev.holdfast.migration.tenant;

import dev.holdfast.migration.MigrationResult;

/** What became of one tenant. */
public sealed interface TenantOutcome {
    /**
     * Whose outcome it is.
     *
     * @return the tenant's schema
     */
    String tenant();

    /**
     * There was nothing to do.
     *
     * @param tenant the tenant's schema
     */
    record Current(String tenant) implements TenantOutcome {}

    /**
     * Migrations were applied.
     *
     * @param tenant the tenant's schema
     * @param result what was applied
     */
    record Migrated(String tenant, MigrationResult result) implements TenantOutcome {}

    /**
     * It failed; what was applied before the failing migration stays, and a next run continues there.
     *
     * @param tenant the tenant's schema
     * @param message what went wrong, without row data
     */
    record Failed(String tenant, String message) implements TenantOutcome {}

    /**
     * The run ended before its turn came; nothing was done.
     *
     * @param tenant the tenant's schema
     */
    record NotReached(String tenant) implements TenantOutcome {}
}
