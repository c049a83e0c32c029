package dev.holdfast.examples.benchmarks.audit;

import dev.holdfast.audit.AuditSchema;
import dev.holdfast.audit.partition.AuditPartitions;
import dev.holdfast.audit.partition.PartitionPolicy;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import java.time.Clock;

/** Makes the audit log's table. */
public final class AuditTables {
    private AuditTables() {}

    /** Makes it in the usual place, with the partitions that are needed now. */
    public static void create(TestDatabase database) throws SQLException {
        Namespace namespace = Namespace.defaults();
        database.execute(AuditSchema.module().ddl(namespace));
        AuditPartitions partitions = new AuditPartitions(
                TransactionRunner.over(database.dataSource()),
                namespace,
                PartitionPolicy.defaults(),
                Clock.systemUTC());
        if (partitions.ensureAhead().isEmpty()) {
            throw new IllegalStateException("partitions must have been made");
        }
    }
}
