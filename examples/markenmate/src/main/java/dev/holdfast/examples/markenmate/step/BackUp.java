package dev.holdfast.examples.markenmate.step;

import dev.holdfast.audit.partition.AuditPartitions;
import dev.holdfast.audit.partition.PartitionPolicy;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.examples.markenmate.app.Schema;
import dev.holdfast.migration.Migrations;
import dev.holdfast.migration.backup.Backup;
import dev.holdfast.migration.backup.BackupCheck;
import java.util.List;

/** Installs Holdfast's own tables, in a schema of their own, and copies the team's tables aside. */
public final class BackUp implements Step {
    @Override
    public String title() {
        return "Back up: three tables in one snapshot, and read back";
    }

    @Override
    public void run(Host host, Transcript transcript) {
        int applied = Migrations.over(host.database().direct(), Schema.own())
                .migrate()
                .applied()
                .size();
        transcript.found("Holdfast's own tables installed by %d migrations, in schema holdfast", applied);
        new AuditPartitions(
                        TransactionRunner.over(host.database().direct()),
                        Namespace.defaults(),
                        PartitionPolicy.defaults(),
                        host.application().clock())
                .ensureAhead();
        transcript.found(
                "months of the audit log made ahead: %s",
                host.text("SELECT string_agg(inhrelid::regclass::text, ', ' ORDER BY inhrelid::regclass::text)"
                        + " FROM pg_inherits WHERE inhparent = 'holdfast.audit_event'::regclass"));
        List<Backup> taken = host.backupTables().take("user", "token_lending", "app_log");
        for (Backup backup : taken) {
            BackupCheck check = host.backupTables().verify(backup.id());
            transcript.expect(
                    "copy of " + backup.source() + " as " + backup.table().name(),
                    new BackupCheck.Verified(backup.id(), backup.content().rows()),
                    check);
        }
        host.backups().addAll(taken);
        transcript.because("a dump alone cannot be compared; each copy has a row count and a checksum over every byte");
    }
}
