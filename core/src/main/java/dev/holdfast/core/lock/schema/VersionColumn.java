package dev.holdfast.core.lock.schema;

import static dev.holdfast.core.lock.VersionedTable.quoted;

import dev.holdfast.core.SchemaScript;
import dev.holdfast.core.lock.VersionedTable;

/**
 * The change of a host's schema that gives a table its version column.
 *
 * <p>Every row begins in version 1. PostgreSQL 11 and later keep a constant default in the catalogue, so the rows are
 * not rewritten however many there are; the table is locked for a moment only, but that moment waits for running
 * transactions: set a {@code lock_timeout}.
 */
public final class VersionColumn {
    private static final String UP = """
            -- Why: two people who change the same row must not overwrite each other (optimistic locking).
            -- Undo: drop the column; what was counted is lost, nothing else is.
            -- Locks: ACCESS EXCLUSIVE on the table for a moment. A constant default is kept in the catalogue,
            -- so no row is rewritten (PostgreSQL 11 or later).
            ALTER TABLE %1$s ADD COLUMN %2$s integer NOT NULL DEFAULT 1;
            """;
    private static final String UNDO = """
            -- Why: takes the version column back. Locks: ACCESS EXCLUSIVE on the table for a moment.
            ALTER TABLE %1$s DROP COLUMN %2$s;
            """;

    private VersionColumn() {}

    /**
     * The script that adds the column, with its undo.
     *
     * @param table the table, which does not have the column yet
     * @param version the version under which the host's migrations know the script, such as {@code 7}
     * @return the script, to be handed to the host's migrations or printed
     * @throws IllegalArgumentException when the version is malformed
     */
    public static SchemaScript script(VersionedTable table, String version) {
        String column = quoted(table.versionColumn());
        return new SchemaScript(
                version,
                ScriptNames.description("add version to", table),
                UP.formatted(table.sql(), column),
                UNDO.formatted(table.sql(), column));
    }
}
