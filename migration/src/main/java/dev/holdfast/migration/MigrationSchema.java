package dev.holdfast.migration;

import dev.holdfast.core.SchemaModule;

/** The tables of the migration module: the catalogue of backup tables. */
public final class MigrationSchema {
    private MigrationSchema() {}

    /**
     * The module's scripts, to hand to {@link Migrations} or to print.
     *
     * @return the schema module {@code migration}
     */
    public static SchemaModule module() {
        return SchemaModule.fromResources("migration", MigrationSchema.class, "V001__create_backup_table");
    }
}
