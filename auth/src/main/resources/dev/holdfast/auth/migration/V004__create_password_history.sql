-- Why:   the passwords that users had before, so that they are not chosen again. A row is the change that ended one:
--        its number also decides which of two changes at once was made against the present password.
-- Undo:  U004__create_password_history.sql drops the table; earlier passwords may be chosen again.
-- Locks: none on existing tables.

CREATE TABLE ${schema}.${prefix}password_history (
    tenant_id text NOT NULL,
    user_id text NOT NULL,
    -- 1 for the first change that was made here, without gaps.
    change_number bigint NOT NULL,
    -- AES-256-GCM over the replaced hash, bound to tenant, user and number; null when there was none.
    sealed_hash bytea,
    key_id text,
    changed_at timestamptz NOT NULL,
    CONSTRAINT ${prefix}password_history_pk PRIMARY KEY (tenant_id, user_id, change_number),
    CONSTRAINT ${prefix}password_history_number_ck CHECK (change_number >= 1),
    CONSTRAINT ${prefix}password_history_hash_ck CHECK ((sealed_hash IS NULL) = (key_id IS NULL))
);

-- What is left under a key that retires.
CREATE INDEX ${prefix}password_history_key_ix ON ${schema}.${prefix}password_history
    (key_id, tenant_id, user_id, change_number);
