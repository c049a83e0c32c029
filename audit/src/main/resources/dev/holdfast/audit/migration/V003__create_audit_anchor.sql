-- Why: what the log's anchors outside this database were last seen to hold, so that one that lags or fails is known; and
--      the restores that were declared, each a note under the log's key. Neither is evidence by itself: what counts is
--      what the anchors hold and what the key has signed.
-- Undo: U003 drops both: the declarations with them, so keep their notes elsewhere first.
-- Locks: none on tables that are there already.
CREATE TABLE ${schema}.${prefix}audit_restore (
    epoch       integer     NOT NULL,
    note        text        NOT NULL,
    declared_at timestamptz NOT NULL,
    CONSTRAINT ${prefix}audit_restore_pkey PRIMARY KEY (epoch),
    CONSTRAINT ${prefix}audit_restore_epoch CHECK (epoch >= 2)
);

CREATE TABLE ${schema}.${prefix}audit_anchor (
    name      text        NOT NULL,
    -- What it holds; null before the first time.
    epoch     integer,
    size      bigint,
    held_at   timestamptz,
    tried_at  timestamptz NOT NULL,
    -- Since it last held the newest checkpoint.
    failures  integer     NOT NULL DEFAULT 0,
    -- Why it does not hold the newest checkpoint; null when it does.
    problem   text,
    CONSTRAINT ${prefix}audit_anchor_pkey PRIMARY KEY (name)
);
