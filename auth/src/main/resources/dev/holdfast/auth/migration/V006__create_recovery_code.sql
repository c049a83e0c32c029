-- Why:   recovery codes of users, one row a code, and one row a user that serialises whoever writes them and counts
--        what is left. Attempts are apart, as those at one-time codes are: they are committed before the check.
-- Undo:  U006__create_recovery_code.sql drops the three tables; every user has to generate codes again.
-- Locks: none on existing tables.

CREATE TABLE ${schema}.${prefix}recovery_set (
    tenant_id text NOT NULL,
    user_id text NOT NULL,
    remaining integer NOT NULL,
    -- How many counted attempts the accepted codes have given back.
    forgiven bigint NOT NULL,
    generated_at timestamptz NOT NULL,
    CONSTRAINT ${prefix}recovery_set_pk PRIMARY KEY (tenant_id, user_id),
    CONSTRAINT ${prefix}recovery_set_remaining_ck CHECK (remaining >= 0),
    CONSTRAINT ${prefix}recovery_set_forgiven_ck CHECK (forgiven >= 0)
);

CREATE TABLE ${schema}.${prefix}recovery_code (
    tenant_id text NOT NULL,
    user_id text NOT NULL,
    -- HMAC-SHA-256 over the code and its user.
    code_hash bytea NOT NULL,
    key_id text NOT NULL,
    used_at timestamptz,
    CONSTRAINT ${prefix}recovery_code_pk PRIMARY KEY (tenant_id, user_id, code_hash),
    CONSTRAINT ${prefix}recovery_code_hash_ck CHECK (octet_length(code_hash) = 32)
);

-- What is left under a key that retires.
CREATE INDEX ${prefix}recovery_code_key_ix ON ${schema}.${prefix}recovery_code (key_id) WHERE used_at IS NULL;

CREATE TABLE ${schema}.${prefix}recovery_attempt (
    tenant_id text NOT NULL,
    user_id text NOT NULL,
    -- Empty: the user's own row. Otherwise one challenge of the user.
    challenge_id text NOT NULL,
    -- Attempts counted and not yet given back.
    attempts bigint NOT NULL,
    -- What the user's codes had given back when the row was last written (the user's own row only).
    forgiven_seen bigint NOT NULL,
    -- The newest attempts, oldest first, no more than the window allows (the user's own row only).
    recent timestamptz[] NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT ${prefix}recovery_attempt_pk PRIMARY KEY (tenant_id, user_id, challenge_id),
    CONSTRAINT ${prefix}recovery_attempt_attempts_ck CHECK (attempts >= 0),
    CONSTRAINT ${prefix}recovery_attempt_forgiven_seen_ck CHECK (forgiven_seen >= 0)
);

CREATE INDEX ${prefix}recovery_attempt_updated_ix ON ${schema}.${prefix}recovery_attempt (updated_at);
