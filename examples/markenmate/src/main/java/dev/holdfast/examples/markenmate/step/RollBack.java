package dev.holdfast.examples.markenmate.step;

import dev.holdfast.audit.AuditSchema;
import dev.holdfast.audit.harden.AuditRoles;
import dev.holdfast.audit.privacy.subject.SubjectKeySchema;
import dev.holdfast.auth.AuthSchema;
import dev.holdfast.examples.markenmate.app.LogKeeping;
import dev.holdfast.examples.markenmate.app.Schema;
import dev.holdfast.examples.markenmate.step.Transcript.Deviation;
import dev.holdfast.migration.MigrationSet;
import dev.holdfast.migration.Migrations;
import dev.holdfast.migration.backup.Backup;
import dev.holdfast.migration.backup.BackupCheck;
import dev.holdfast.migration.snapshot.SchemaDiff;
import dev.holdfast.migration.snapshot.SchemaSnapshot;
import dev.holdfast.migration.snapshot.SnapshotScope;
import dev.holdfast.migration.undo.RemovalResult;
import dev.holdfast.migration.undo.UndoResult;
import dev.holdfast.migration.undo.UndoTerms;
import java.util.List;
import java.util.Set;

/** Takes the migration back, and proves that the schema is the one before. */
public final class RollBack implements Step {
    @Override
    public String title() {
        return "Roll back, and prove it";
    }

    @Override
    public void run(Host host, Transcript transcript) {
        keepTheTrail(host, transcript);
        Migrations migrations = Migrations.over(host.database().direct(), Schema.all());
        refuseToLoseRows(migrations, transcript);
        List<Backup> present = host.backupTables().take("user", "token_lending", "app_log", "holdfast.admin_guard");
        host.backups().addAll(present);
        migrations = migrations.withUndoTerms(UndoTerms.strict().withBackup(present.toArray(Backup[]::new)));
        remove(migrations, transcript, MigrationSet.HOST, 6);
        remove(migrations, transcript, "auth", AuthSchema.module().scripts().size());
        remove(
                Migrations.over(host.database().direct(), Schema.memberKeys()),
                transcript,
                "audit_keys",
                SubjectKeySchema.module().scripts().size());
        unprotect(host, transcript);
        remove(migrations, transcript, "audit", AuditSchema.module().scripts().size());
        putOrphansBack(host, transcript);

        SchemaSnapshot after = SchemaSnapshot.take(host.database().direct(), SnapshotScope.of("public"));
        SchemaDiff diff = host.before().diff(after);
        transcript.expect("differences between schema public before and now", List.of(), diff.changes());
        transcript.expect(
                "tables left in the keys' schema",
                0L,
                host.number("SELECT count(*) FROM pg_tables WHERE schemaname = 'holdfast_keys'"));
        transcript.expect(
                "what is left of Holdfast: what the migration module remembers",
                "application_instance, backup_table, migration_fingerprint, migration_step, schema_history_migration,"
                        + " undo_proof",
                host.text("SELECT string_agg(tablename, ', ' ORDER BY tablename) FROM pg_tables"
                        + " WHERE schemaname = 'holdfast'"));
        transcript.expect(
                "backups kept until they expire", (long) host.backups().size(), (long)
                        host.backupTables().list().size());
    }

    private static void keepTheTrail(Host host, Transcript transcript) {
        long events = host.number("SELECT count(*) FROM holdfast.audit_event");
        List<Backup> taken = host.backupTables().take("holdfast.audit_event");
        host.backups().addAll(taken);
        Backup trail = taken.get(0);
        transcript.expect(
                "the audit trail is copied aside first",
                new BackupCheck.Verified(trail.id(), events),
                host.backupTables().verify(trail.id()));
        transcript.because("the plan drops the audit log with CASCADE; a rollback is itself worth a trail");
    }

    private static void refuseToLoseRows(Migrations migrations, Transcript transcript) {
        RemovalResult result = migrations.remove(MigrationSet.HOST);
        if (!(result instanceof RemovalResult.Stopped stopped)) {
            throw new Deviation("rows must not go without a backup, got " + result);
        }
        transcript.expect(
                "undo that deletes rows, without a backup of them as they are now",
                UndoResult.Reason.ROWS_WOULD_BE_LOST,
                stopped.refusal().reason());
        transcript.expect("migrations undone before that", List.of(), stopped.undone());
    }

    private static void remove(Migrations migrations, Transcript transcript, String source, int versions) {
        RemovalResult result = migrations.remove(source);
        if (!(result instanceof RemovalResult.Removed)) {
            throw new Deviation("migrations of " + source + " must be taken back, got " + result);
        }
        transcript.expect(
                "migrations of " + source + " undone, newest first",
                versions,
                result.undone().size());
    }

    /** Triggers call functions that go; roles are the cluster's, and would stay. */
    private static void unprotect(Host host, Transcript transcript) {
        LogKeeping keeping = host.application().logKeeping();
        AuditRoles roles = keeping.roles();
        List<String> parts =
                roles.holders().values().stream().flatMap(Set::stream).toList();
        String all = "\"" + roles.owner() + "\", \"" + String.join("\", \"", parts) + "\"";
        int triggers = keeping.jobs().call(tx -> {
            int dropped = keeping.hardening().undo(tx).size();
            tx.execute("REASSIGN OWNED BY " + all + " TO CURRENT_USER; DROP OWNED BY " + all + "; DROP ROLE " + all);
            return dropped;
        });
        transcript.found("protection taken off: %d triggers, %d roles", triggers, parts.size() + 1);
    }

    private static void putOrphansBack(Host host, Transcript transcript) {
        Backup moved = host.backups().stream()
                .filter(backup -> backup.content().kind() == Backup.Kind.MOVED)
                .findFirst()
                .orElseThrow();
        host.application()
                .requests()
                .run(tx -> tx.execute("INSERT INTO token_lending SELECT * FROM "
                        + moved.table().sql()));
        Backup copy = host.backups().stream()
                .filter(backup -> backup.source().name().equals("token_lending"))
                .findFirst()
                .orElseThrow();
        transcript.expect(
                "lendings, the orphans among them again",
                copy.content().rows(),
                host.number("SELECT count(*) FROM token_lending"));
    }
}
