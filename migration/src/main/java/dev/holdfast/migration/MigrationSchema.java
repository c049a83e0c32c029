package dev.holdfast.migration;

import dev.holdfast.core.Namespace;
import dev.holdfast.core.SchemaModule;
import dev.holdfast.migration.apply.run.Applying.Journal;
import dev.holdfast.migration.script.MigrationSource;
import dev.holdfast.migration.sql.TableName;

/**
 * The tables of the migration module: the catalogue of backup tables, the journal of steps, the ledger of undo proofs, the
 * instances of applications, and the fingerprints of scripts.
 *
 * <p>A set that lists this module keeps the SHA-256 of every script from then on; without its tables, scripts are known by
 * Flyway's CRC32 alone.
 */
public final class MigrationSchema {
    private MigrationSchema() {}

    /**
     * The module's scripts, to hand to {@link Migrations} or to print.
     *
     * @return the schema module {@code migration}
     */
    public static SchemaModule module() {
        return SchemaModule.fromResources(
                "migration",
                MigrationSchema.class,
                "V001__create_backup_table",
                "V002__create_migration_step",
                "V003__create_undo_proof",
                "V004__create_application_instance",
                "V005__create_migration_fingerprint");
    }

    /** The journal of steps, and what makes it. */
    static Journal journal(Namespace namespace) {
        return new Journal(
                MigrationSource.of(module(), namespace), journalTable(namespace), fingerprintTable(namespace));
    }

    static TableName journalTable(Namespace namespace) {
        return new TableName(namespace.schema(), namespace.prefix() + "migration_step");
    }

    static TableName fingerprintTable(Namespace namespace) {
        return new TableName(namespace.schema(), namespace.prefix() + "migration_fingerprint");
    }
}
