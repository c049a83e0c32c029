-- Why: a migration that cannot be one transaction is run step by step. After a failure or a kill this journal tells which
--      steps are done, and which one had begun, so that the next run goes on where the last one stopped.
-- Undo: drops the journal; a migration that is interrupted at that moment can then not be continued.
-- Locks: none on existing tables.
CREATE TABLE ${schema}.${prefix}migration_step (
    history    text        NOT NULL,
    script     text        NOT NULL,
    direction  text        NOT NULL,
    step       integer     NOT NULL,
    statement  integer     NOT NULL,
    sha256     text        NOT NULL,
    state      text        NOT NULL,
    begun_at   timestamptz,
    done_at    timestamptz,
    CONSTRAINT ${prefix}migration_step_pk PRIMARY KEY (history, script, direction, step),
    CONSTRAINT ${prefix}migration_step_direction_ck CHECK (direction IN ('APPLY', 'UNDO')),
    CONSTRAINT ${prefix}migration_step_state_ck CHECK (state IN ('WAITING', 'BEGUN', 'DONE')),
    CONSTRAINT ${prefix}migration_step_step_ck CHECK (step >= 1)
);

COMMENT ON TABLE ${schema}.${prefix}migration_step IS
    'How far migrations have come that are not one transaction; the rows of one that is done stay until it is run again';
