-- Why: backup tables are only worth something when it is known what they hold, whether that was verified, and until
--      when they must stay. They live in a schema of their own, on which no other role has any privilege.
-- Undo: drops the catalogue and the schema of the backups; refused by PostgreSQL while a backup is left in it.
-- Locks: none on existing tables.
CREATE SCHEMA ${schema}_${prefix}backup;

CREATE TABLE ${schema}.${prefix}backup_table (
    backup_id     bigint      GENERATED ALWAYS AS IDENTITY,
    set_id        uuid        NOT NULL,
    source_schema text        NOT NULL,
    source_table  text        NOT NULL,
    backup_name   text        NOT NULL,
    kind          text        NOT NULL,
    row_count     bigint      NOT NULL,
    checksum      text        NOT NULL,
    definition    text        NOT NULL,
    taken_at      timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL,
    verified_at   timestamptz,
    dropped_at    timestamptz,
    CONSTRAINT ${prefix}backup_table_pk PRIMARY KEY (backup_id),
    CONSTRAINT ${prefix}backup_table_name_uq UNIQUE (backup_name),
    CONSTRAINT ${prefix}backup_table_kind_ck CHECK (kind IN ('COPY', 'MOVED')),
    CONSTRAINT ${prefix}backup_table_rows_ck CHECK (row_count >= 0),
    CONSTRAINT ${prefix}backup_table_expiry_ck CHECK (expires_at > taken_at),
    CONSTRAINT ${prefix}backup_table_drop_ck CHECK (dropped_at IS NULL OR verified_at IS NOT NULL)
);

CREATE INDEX ${prefix}backup_table_source_ix
    ON ${schema}.${prefix}backup_table (source_schema, source_table, taken_at DESC);

COMMENT ON TABLE ${schema}.${prefix}backup_table IS
    'What each backup table holds; a row stays when its table has been dropped';
