-- Why: an undo may only be trusted when it was seen to work with exactly these two texts.
-- Undo: drops the ledger; every pair has to be proven again.
-- Locks: none on existing tables.
CREATE TABLE ${schema}.${prefix}undo_proof (
    up_sha256      text        NOT NULL,
    down_sha256    text        NOT NULL,
    up_script      text        NOT NULL,
    down_script    text        NOT NULL,
    verdict        text        NOT NULL,
    catalog_lines  text[]      NOT NULL,
    row_lines      text[]      NOT NULL,
    sql_state      text,
    server_version text        NOT NULL,
    row_count      bigint      NOT NULL,
    proven_at      timestamptz NOT NULL,
    CONSTRAINT ${prefix}undo_proof_pk PRIMARY KEY (up_sha256, down_sha256),
    CONSTRAINT ${prefix}undo_proof_up_ck CHECK (up_sha256 ~ '^[0-9a-f]{64}$'),
    CONSTRAINT ${prefix}undo_proof_down_ck CHECK (down_sha256 ~ '^[0-9a-f]{64}$'),
    CONSTRAINT ${prefix}undo_proof_verdict_ck
        CHECK (verdict IN ('exact', 'column order', 'differs', 'fails', 'empty')),
    CONSTRAINT ${prefix}undo_proof_fails_ck CHECK ((verdict = 'fails') = (sql_state IS NOT NULL)),
    CONSTRAINT ${prefix}undo_proof_rows_ck CHECK (row_count >= 0)
);

COMMENT ON TABLE ${schema}.${prefix}undo_proof IS
    'What each migration and its undo were shown to do together, by the hashes of their texts';
