-- Why: the checksum in a history is a CRC32, for which anybody can write another script. The SHA-256 of what was run tells
--      the two apart.
-- Undo: drops the fingerprints; what was applied until then is known by its CRC32 alone.
-- Locks: none on existing tables.
CREATE TABLE ${schema}.${prefix}migration_fingerprint (
    history        text    NOT NULL,
    installed_rank integer NOT NULL,
    script         text    NOT NULL,
    checksum       integer NOT NULL,
    sha256         bytea   NOT NULL,
    CONSTRAINT ${prefix}migration_fingerprint_pk PRIMARY KEY (history, installed_rank),
    CONSTRAINT ${prefix}migration_fingerprint_sha256_ck CHECK (octet_length(sha256) = 32)
);

COMMENT ON TABLE ${schema}.${prefix}migration_fingerprint IS
    'The SHA-256 of each script that was applied, written by the statement that wrote its row in the history';
