package dev.holdfast.audit;

import dev.holdfast.core.SchemaModule;
import dev.holdfast.core.SchemaScript;
import java.util.List;

/**
 * The tables of the audit module, and two indexes that a host may add.
 *
 * <p>The scripts make no partition: {@link dev.holdfast.audit.partition.AuditPartitions#ensureAhead} does, at the
 * host's start and daily.
 */
public final class AuditSchema {
    private AuditSchema() {}

    /**
     * The module's scripts, to hand to the migration module or to print.
     *
     * @return the schema module {@code audit}
     */
    public static SchemaModule module() {
        return SchemaModule.fromResources(
                "audit",
                AuditSchema.class,
                "V001__create_audit_event",
                "V002__create_audit_tree",
                "V004__create_audit_archive",
                "V006__create_append_only");
    }

    /**
     * An index for searches by tenant, beside {@link #module()}; without it they read the time range asked for.
     *
     * <p>Costs 4 to 6 µs a row. On a log that already holds much, it blocks writes while it is built: make it with {@code
     * CREATE INDEX … ON ONLY} and on each partition {@code CONCURRENTLY} instead.
     *
     * @return the schema module {@code audit_tenant}
     */
    public static SchemaModule tenantIndex() {
        return indexModule("audit_tenant", "tenant", "tenant_id");
    }

    /**
     * An index for searches by correlation id; as {@link #tenantIndex()} otherwise.
     *
     * @return the schema module {@code audit_correl}
     */
    public static SchemaModule correlationIndex() {
        return indexModule("audit_correl", "correlation", "correlation_id");
    }

    private static SchemaModule indexModule(String module, String index, String column) {
        String name = "${prefix}audit_event_" + index;
        String up = """
                -- Why: searches by %2$s. Undo: U001. Locks: SHARE on audit_event and its partitions.
                CREATE INDEX %1$s ON ${schema}.${prefix}audit_event (%2$s, id) WHERE %2$s IS NOT NULL;
                """.formatted(name, column);
        String undo = "DROP INDEX ${schema}." + name + ";\n";
        return SchemaModule.of(module, List.of(new SchemaScript("001", "index " + index, up, undo)));
    }
}
