-- Why: what refuses to change the log. A month and the tables of the tree get triggers that call these functions; which
--      table gets which is decided where the log is hardened, so that a host may migrate first and harden later.
--      They name every operator's schema by their own search_path: a session's path must not be able to put others in.
-- Undo: U006 drops the functions, and fails while a trigger calls one: undo the hardening first.
-- Locks: none on anything that exists; everything here is new.
CREATE FUNCTION ${schema}.${prefix}audit_append_only() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp AS $guard$
BEGIN
    RAISE EXCEPTION USING
        ERRCODE = 'AL001',
        MESSAGE = format('%I.%I is append-only: %s is refused', TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_OP),
        DETAIL = 'What was recorded is evidence: it is added to, never changed or taken away row by row.',
        HINT = 'A month leaves the log whole: its owner detaches and drops it, after it was archived.',
        SCHEMA = TG_TABLE_SCHEMA,
        TABLE = TG_TABLE_NAME,
        CONSTRAINT = TG_NAME;
END
$guard$;

-- The right edge of the tree grows in place: a tile takes further hashes, and keeps those it has.
CREATE FUNCTION ${schema}.${prefix}audit_grow_only() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp AS $guard$
BEGIN
    IF NEW.level = OLD.level AND NEW.tile_index = OLD.tile_index
            AND substr(NEW.hashes, 1, octet_length(OLD.hashes)) = OLD.hashes THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION USING
        ERRCODE = 'AL001',
        MESSAGE = format('%I.%I only grows: a tile must keep the hashes it has', TG_TABLE_SCHEMA, TG_TABLE_NAME),
        DETAIL = 'The hashes of a tree that was signed do not change; hashes are added behind them.',
        HINT = 'Verify the log: what it now holds is not what was signed.',
        SCHEMA = TG_TABLE_SCHEMA,
        TABLE = TG_TABLE_NAME,
        CONSTRAINT = TG_NAME;
END
$guard$;
