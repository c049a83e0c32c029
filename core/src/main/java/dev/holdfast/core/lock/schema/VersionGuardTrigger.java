package dev.holdfast.core.lock.schema;

import static dev.holdfast.core.lock.VersionedTable.quoted;

import dev.holdfast.core.SchemaScript;
import dev.holdfast.core.lock.VersionedTable;

/**
 * A trigger that refuses every UPDATE that does not advance the row's version by exactly one: it holds writers that do
 * not go through {@link dev.holdfast.core.lock.OptimisticLock}.
 *
 * <p>The test stands in the trigger's WHEN clause, so an update that obeys never calls the function. The trigger looks
 * at the row as it is stored, after all BEFORE triggers, and fires in replica mode too. A refusal has SQLSTATE {@value
 * #SQLSTATE} and names table and column, never a row's values.
 *
 * <p><em>Security note.</em> It checks that the version advances, not that the writer had read it: a statement that adds
 * one blindly passes. Foreign keys with {@code ON DELETE SET NULL} or {@code ON UPDATE CASCADE} write without advancing
 * and are refused. A partition key must not change: PostgreSQL moves such a row by DELETE and INSERT, unseen by this
 * trigger. Whoever owns the table can disable it.
 */
public final class VersionGuardTrigger {
    /** The SQLSTATE of a refusal, of a class that the SQL standard leaves to implementations. */
    public static final String SQLSTATE = "VG001";

    private static final String SUFFIX = "_version_guard";
    private static final String UP = """
            -- Why: a writer that does not advance the version would let others overwrite its change unseen.
            -- Undo: drop the trigger and its function.
            -- Locks: SHARE ROW EXCLUSIVE on the table for a moment; writers wait, readers do not.
            CREATE FUNCTION %3$s() RETURNS trigger LANGUAGE plpgsql AS $version_guard$
            BEGIN
              RAISE EXCEPTION USING
                ERRCODE = '%5$s',
                MESSAGE = pg_catalog.format('update of %%I.%%I must advance column %%I by exactly one',
                                            TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_ARGV[0]),
                DETAIL = 'A versioned row is changed together with its version, so that nobody overwrites it unseen.',
                HINT = pg_catalog.format('Write SET %%1$I = %%1$I + 1 and add AND %%1$I = <the version read> to WHERE.',
                                         TG_ARGV[0]),
                SCHEMA = TG_TABLE_SCHEMA,
                TABLE = TG_TABLE_NAME,
                COLUMN = TG_ARGV[0],
                CONSTRAINT = TG_NAME;
            END
            $version_guard$;
            CREATE TRIGGER %4$s AFTER UPDATE ON %1$s FOR EACH ROW
              WHEN (NEW.%2$s IS DISTINCT FROM OLD.%2$s + 1)
              EXECUTE FUNCTION %3$s(%6$s);
            ALTER TABLE %1$s ENABLE ALWAYS TRIGGER %4$s;
            """;
    private static final String UNDO = """
            -- Why: takes the version guard back. Locks: ACCESS EXCLUSIVE on the table for a moment.
            DROP TRIGGER %2$s ON %1$s;
            DROP FUNCTION %3$s();
            """;

    private VersionGuardTrigger() {}

    /**
     * The script that makes the trigger and its function, with its undo.
     *
     * @param table the table, which has its version column already
     * @param version the version under which the host's migrations know the script, such as {@code 8}
     * @return the script, to be handed to the host's migrations or printed
     * @throws IllegalArgumentException when the version is malformed
     */
    public static SchemaScript script(VersionedTable table, String version) {
        String name = ScriptNames.identifier(table.table(), SUFFIX);
        String function = table.schema() == null ? quoted(name) : quoted(table.schema()) + "." + quoted(name);
        String column = table.versionColumn();
        String argument = "'" + column.replace("'", "''") + "'";
        return new SchemaScript(
                version,
                ScriptNames.description("guard version of", table),
                UP.formatted(table.sql(), quoted(column), function, quoted(name), SQLSTATE, argument),
                UNDO.formatted(table.sql(), quoted(name), function));
    }
}
