-- why:   the database's own half of the admin guards. admin_guard holds one row for each guarded table and scope; the
--        triggers that are generated for a host's table lock it before they count, so that two removals that overlap
--        cannot both find the other one's admin. admin_break_glass holds who removed a last or master admin on purpose,
--        and why.
-- undo:  U003__create_admin_guard.sql; the triggers on the host's tables have to be undone first, they use these tables.
-- locks: none on existing tables.

CREATE TABLE ${schema}.${prefix}admin_guard (
    guard       text    NOT NULL,
    scope       text    NOT NULL,
    -- Null: none has been counted yet, or the scope was emptied under break-glass.
    admin_count integer,
    CONSTRAINT ${prefix}admin_guard_pk PRIMARY KEY (guard, scope),
    CONSTRAINT ${prefix}admin_guard_admin_count_check CHECK (admin_count >= 1)
);

COMMENT ON TABLE ${schema}.${prefix}admin_guard IS
    'One row for each guarded table and scope, locked by every transaction that removes a usable admin.';

CREATE TABLE ${schema}.${prefix}admin_break_glass (
    id             uuid        NOT NULL,
    -- The opening is good for this transaction and no other.
    transaction_id xid8        NOT NULL,
    actor_type     text        NOT NULL,
    actor_id       text        NOT NULL,
    reason         text        NOT NULL,
    opened_at      timestamptz NOT NULL,
    CONSTRAINT ${prefix}admin_break_glass_pk PRIMARY KEY (id),
    CONSTRAINT ${prefix}admin_break_glass_reason_check CHECK (btrim(reason) <> '')
);

COMMENT ON TABLE ${schema}.${prefix}admin_break_glass IS
    'Who opened the admin guards for one transaction, and why. Who may insert here may remove the last admin.';

-- The setting alone opens nothing: it has to name a row that this very transaction wrote. Called by the triggers'
-- functions only, with the rights of their owner.
CREATE FUNCTION ${schema}.${prefix}admin_break_glass_is_open() RETURNS boolean
    LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
    AS $body$
        SELECT EXISTS (
            SELECT 1 FROM ${schema}.${prefix}admin_break_glass b
            WHERE b.id::text = current_setting('holdfast.admin_break_glass', true)
              AND b.transaction_id = pg_current_xact_id_if_assigned())
    $body$;

REVOKE ALL ON FUNCTION ${schema}.${prefix}admin_break_glass_is_open() FROM PUBLIC;
