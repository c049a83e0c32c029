package dev.holdfast.auth.admin.trigger;

import dev.holdfast.auth.admin.AdminSqlState;
import dev.holdfast.auth.admin.table.AdminSql;
import dev.holdfast.auth.admin.table.AdminTable;
import dev.holdfast.core.Namespace;

/** The text of the generated script. Names in braces are filled in; everything filled in comes from the mapping. */
final class TriggerSql {
    private static final String UP = """
            -- why:   keeps the last and the master admin of {table} against every statement, whoever sends it.
            -- undo:  drops the triggers, their functions and the two indexes.
            -- locks: SHARE ROW EXCLUSIVE on {table} while the indexes are built and the triggers made: writers wait.

            CREATE INDEX {index} ON {table} (({scope}), {id}) WHERE {lasting};
            CREATE UNIQUE INDEX {unique} ON {table} (({scope})) WHERE {master};
            """;

    /**
     * Deferred to the commit, so that admins can be swapped in one transaction. The row of the guard is locked first, the
     * admins are counted in a statement of its own, whose snapshot at READ COMMITTED sees what was committed while it
     * waited; the row is always updated, so that at REPEATABLE READ and above a transaction with an older snapshot fails
     * to lock it.
     */
    private static final String KEPT = """

            CREATE FUNCTION {kept}() RETURNS trigger
                LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
                AS $guard$
                #variable_conflict use_variable
                DECLARE
                    of_scope text := {scope_old};
                    admins bigint;
                BEGIN
                    INSERT INTO {guard_table} AS g (guard, scope) VALUES ('{guard}', of_scope) ON CONFLICT DO NOTHING;
                    PERFORM 1 FROM {guard_table} g WHERE g.guard = '{guard}' AND g.scope = of_scope FOR UPDATE;
                    SELECT count(*) INTO admins FROM {table} u WHERE {scope_u} = of_scope AND {lasting_u};
                    IF admins = 0 AND ({lasting_old}) THEN
                        IF NOT {open}() THEN
                            RAISE EXCEPTION 'cannot remove the last admin of {guard}: make another account a lasting admin first'
                                USING ERRCODE = '{last_state}';
                        END IF;
                    END IF;
                    IF {master_old} AND NOT EXISTS (SELECT FROM {table} u WHERE {scope_u} = of_scope AND {master_u})
                            AND NOT {open}() THEN
                        RAISE EXCEPTION 'cannot leave {guard} without a master admin: hand the flag to another admin instead'
                            USING ERRCODE = '{master_state}';
                    END IF;
                    UPDATE {guard_table} g SET admin_count = nullif(admins, 0)
                        WHERE g.guard = '{guard}' AND g.scope = of_scope;
                    RETURN NULL;
                END
                $guard$;
            REVOKE ALL ON FUNCTION {kept}() FROM PUBLIC;

            CREATE CONSTRAINT TRIGGER {kept_update} AFTER UPDATE ON {table}
                DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
                WHEN ((({lasting_old}) IS TRUE AND (({lasting_new}) IS NOT TRUE OR {moved}))
                    OR ({master_old} IS TRUE AND ({master_new} IS NOT TRUE OR {moved})))
                EXECUTE FUNCTION {kept}();
            CREATE CONSTRAINT TRIGGER {kept_delete} AFTER DELETE ON {table}
                DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
                WHEN (({lasting_old}) IS TRUE OR {master_old} IS TRUE)
                EXECUTE FUNCTION {kept}();
            """;

    /**
     * After and not before the row is written: what later BEFORE triggers of the host make of the row is what counts. The
     * setting names the holder whose flag is being handed on; the deferred trigger sees to it that somebody has it.
     */
    private static final String MASTER = """

            CREATE FUNCTION {master_fn}() RETURNS trigger
                LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
                AS $guard$
                BEGIN
                    IF TG_OP = 'UPDATE' THEN
                        IF {master_new} IS NOT TRUE AND NOT ({moved})
                                AND current_setting('holdfast.admin_transfer', TRUE) = {id_old}::text THEN
                            RETURN NULL;
                        END IF;
                    END IF;
                    IF {open}() THEN
                        RETURN NULL;
                    END IF;
                    RAISE EXCEPTION 'cannot change the master admin of {guard}: hand the flag to another lasting admin first'
                        USING ERRCODE = '{master_state}';
                END
                $guard$;
            REVOKE ALL ON FUNCTION {master_fn}() FROM PUBLIC;

            CREATE TRIGGER {master_insert} AFTER INSERT ON {table} FOR EACH ROW
                WHEN ({master_new} IS TRUE AND ({lasting_new}) IS NOT TRUE)
                EXECUTE FUNCTION {master_fn}();
            CREATE TRIGGER {master_update} AFTER UPDATE ON {table} FOR EACH ROW
                WHEN (({master_old} IS TRUE AND ({master_new} IS NOT TRUE OR {moved}
                        OR (({lasting_old}) IS TRUE AND ({lasting_new}) IS NOT TRUE)))
                    OR ({master_old} IS NOT TRUE AND {master_new} IS TRUE AND ({lasting_new}) IS NOT TRUE))
                EXECUTE FUNCTION {master_fn}();
            CREATE TRIGGER {master_delete} AFTER DELETE ON {table} FOR EACH ROW
                WHEN ({master_old} IS TRUE)
                EXECUTE FUNCTION {master_fn}();
            """;

    private static final String EMPTIED = """

            CREATE FUNCTION {emptied}() RETURNS trigger
                LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
                AS $guard$
                BEGIN
                    IF EXISTS (SELECT FROM {table} u WHERE ({lasting_u}) OR {master_u}) THEN
                        IF NOT {open}() THEN
                            RAISE EXCEPTION 'cannot truncate {guard}: it holds the last admin'
                                USING ERRCODE = '{last_state}';
                        END IF;
                    END IF;
                    UPDATE {guard_table} g SET admin_count = NULL WHERE g.guard = '{guard}';
                    RETURN NULL;
                END
                $guard$;
            REVOKE ALL ON FUNCTION {emptied}() FROM PUBLIC;

            CREATE TRIGGER {truncate} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {emptied}();

            -- Always: a session in replica role skips the others.
            ALTER TABLE {table}
                ENABLE ALWAYS TRIGGER {kept_update}, ENABLE ALWAYS TRIGGER {kept_delete},
                ENABLE ALWAYS TRIGGER {master_insert}, ENABLE ALWAYS TRIGGER {master_update},
                ENABLE ALWAYS TRIGGER {master_delete}, ENABLE ALWAYS TRIGGER {truncate};
            """;

    private static final String UNDO = """
            -- why:   takes the admin guards off {table}.
            -- locks: ACCESS EXCLUSIVE on {table}, for an instant.

            DROP TRIGGER {truncate} ON {table};
            DROP TRIGGER {master_delete} ON {table};
            DROP TRIGGER {master_update} ON {table};
            DROP TRIGGER {master_insert} ON {table};
            DROP TRIGGER {kept_delete} ON {table};
            DROP TRIGGER {kept_update} ON {table};
            DROP FUNCTION {emptied}();
            DROP FUNCTION {master_fn}();
            DROP FUNCTION {kept}();
            DROP INDEX {index_schema}.{unique};
            DROP INDEX {index_schema}.{index};
            DELETE FROM {guard_table} WHERE guard = '{guard}';
            """;

    private final AdminTable table;
    private final Namespace namespace;

    TriggerSql(AdminTable table, Namespace namespace) {
        this.table = table;
        this.namespace = namespace;
    }

    String up() {
        return fill(UP + KEPT + MASTER + EMPTIED);
    }

    String undo() {
        return fill(UNDO);
    }

    private String fill(String text) {
        return rows(names(text))
                .replace("{table}", table.sql().table())
                .replace("{index_schema}", '"' + table.schema() + '"')
                .replace("{guard}", table.schema() + "." + table.table())
                .replace("{last_state}", AdminSqlState.LAST_ADMIN)
                .replace("{master_state}", AdminSqlState.MASTER_ADMIN);
    }

    private String names(String text) {
        TriggerNames names = new TriggerNames(table, namespace);
        return text.replace("{guard_table}", namespace.sql(AdminGuardTable.NAME))
                .replace("{open}", namespace.sql("admin_break_glass_is_open"))
                .replace("{kept}", names.function("kept"))
                .replace("{master_fn}", names.function("master"))
                .replace("{emptied}", names.function("emptied"))
                .replace("{index}", names.local("admin_idx"))
                .replace("{unique}", names.local("master_key"))
                .replace("{kept_update}", names.local("kept_update"))
                .replace("{kept_delete}", names.local("kept_delete"))
                .replace("{master_insert}", names.local("master_insert"))
                .replace("{master_update}", names.local("master_update"))
                .replace("{master_delete}", names.local("master_delete"))
                .replace("{truncate}", names.local("truncate"));
    }

    private String rows(String text) {
        AdminSql sql = table.sql();
        String moved = sql.scope("OLD") + " <> " + sql.scope("NEW") + " OR " + sql.id("OLD") + " <> " + sql.id("NEW");
        return text.replace("{moved}", "(" + moved + ")")
                .replace("{lasting}", sql.lasting(""))
                .replace("{lasting_u}", sql.lasting("u"))
                .replace("{lasting_old}", sql.lasting("OLD"))
                .replace("{lasting_new}", sql.lasting("NEW"))
                .replace("{scope}", sql.scope(""))
                .replace("{scope_u}", sql.scope("u"))
                .replace("{scope_old}", sql.scope("OLD"))
                .replace("{master}", sql.master(""))
                .replace("{master_u}", sql.master("u"))
                .replace("{master_old}", sql.master("OLD"))
                .replace("{master_new}", sql.master("NEW"))
                .replace("{id}", sql.id(""))
                .replace("{id_old}", sql.id("OLD"));
    }
}
