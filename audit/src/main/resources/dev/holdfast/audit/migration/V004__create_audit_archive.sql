-- Why: months leave the log for archives, and legal holds stop that. audit_archive tells how far each month has come, and
--      keeps the signed manifest: it is what excuses the leaves of a dropped month from being missing. audit_hold names
--      what must stay, from when to when, why and by whom.
-- Undo: U004 drops both: months already dropped can then no longer be told from deleted ones; keep the manifests.
-- Locks: none on anything that exists; everything here is new.
CREATE TABLE ${schema}.${prefix}audit_archive (
    -- Its first day.
    month      date        NOT NULL,
    state      text        NOT NULL,
    -- A signed note; forged, it excuses nothing.
    manifest   text,
    changed_at timestamptz NOT NULL,
    CONSTRAINT ${prefix}audit_archive_pkey PRIMARY KEY (month),
    CONSTRAINT ${prefix}audit_archive_month CHECK (extract(day FROM month) = 1),
    CONSTRAINT ${prefix}audit_archive_state CHECK (state IN
        ('ELIGIBLE', 'SEALED', 'EXPORTED', 'VERIFIED', 'DETACHED', 'DROPPED', 'RETURNED', 'EXPIRED')),
    CONSTRAINT ${prefix}audit_archive_manifest CHECK (manifest IS NOT NULL OR state IN ('ELIGIBLE', 'SEALED'))
);

CREATE TABLE ${schema}.${prefix}audit_hold (
    id             uuid        NOT NULL,
    tenant_id      text,
    actor_id       text,
    target_type    text,
    target_id      text,
    category       text,
    occurred_from  timestamptz NOT NULL,
    occurred_until timestamptz NOT NULL,
    reason         text        NOT NULL,
    set_by         text        NOT NULL,
    set_at         timestamptz NOT NULL,
    lifted_reason  text,
    lifted_by      text,
    lifted_at      timestamptz,
    CONSTRAINT ${prefix}audit_hold_pkey PRIMARY KEY (id),
    CONSTRAINT ${prefix}audit_hold_target CHECK ((target_type IS NULL) = (target_id IS NULL)),
    CONSTRAINT ${prefix}audit_hold_period CHECK (occurred_from < occurred_until),
    CONSTRAINT ${prefix}audit_hold_lifted CHECK
        ((lifted_at IS NULL) = (lifted_by IS NULL) AND (lifted_at IS NULL) = (lifted_reason IS NULL))
);
