package dev.holdfast.examples.markenmate.app;

import dev.holdfast.audit.AuditSchema;
import dev.holdfast.audit.privacy.subject.SubjectKeySchema;
import dev.holdfast.auth.AuthSchema;
import dev.holdfast.auth.admin.table.AdminTable;
import dev.holdfast.auth.admin.trigger.AdminTriggers;
import dev.holdfast.auth.table.KeyColumn;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.lock.schema.VersionColumn;
import dev.holdfast.core.lock.schema.VersionGuardTrigger;
import dev.holdfast.migration.HostMigrations;
import dev.holdfast.migration.MigrationSchema;
import dev.holdfast.migration.MigrationSet;
import java.util.List;

/** What belongs into the database: Holdfast's own tables, the team's migrations, and those that Holdfast generates. */
public final class Schema {
    /** How the team's table of accounts says who is an administrator. */
    public static final AdminTable ACCOUNTS = AdminTable.builder("public", "user", KeyColumn.text("id"))
            .activeWhen("banned", false, true)
            .createdAt("created_at")
            .build();

    private Schema() {}

    /** Holdfast's own tables. */
    public static MigrationSet own() {
        return MigrationSet.in(Namespace.defaults())
                .withModules(MigrationSchema.module(), AuditSchema.module(), AuthSchema.module());
    }

    /** The keys of members, apart from what they open. */
    public static MigrationSet memberKeys() {
        return MigrationSet.in(SubjectKeySchema.namespace()).withModules(SubjectKeySchema.module());
    }

    /** All of it. */
    public static MigrationSet all() {
        return own().withHost(HostMigrations.in("public")
                .withLocations("classpath:markenmate/migration")
                .withUndoLocations("classpath:markenmate/undo")
                .withScripts(List.of(
                        VersionColumn.script(LendingDesk.LENDING, "004"),
                        VersionGuardTrigger.script(LendingDesk.LENDING, "005"),
                        AdminTriggers.of(ACCOUNTS).script("006"))));
    }
}
