-- Why:   devices that are spared the second factor for a fixed time, and one row a user that serialises trusting a
--        device with revoking all. That row knows no tenant, because a revocation names the user alone.
-- Undo:  U007__create_trusted_device.sql drops both tables; every device has to prove the second factor again.
-- Locks: none on existing tables.

CREATE TABLE ${schema}.${prefix}trusted_device_owner (
    user_id text NOT NULL,
    changed_at timestamptz NOT NULL,
    CONSTRAINT ${prefix}trusted_device_owner_pk PRIMARY KEY (user_id)
);

CREATE TABLE ${schema}.${prefix}trusted_device (
    id uuid NOT NULL,
    tenant_id text NOT NULL,
    user_id text NOT NULL,
    label text NOT NULL,
    -- HMAC-SHA-256 of what all tokens of the device share, of the newest token, and of the one before.
    family_hash bytea NOT NULL,
    token_hash bytea NOT NULL,
    previous_hash bytea,
    -- The key of the family's hash and the newest token's.
    key_id text NOT NULL,
    created_at timestamptz NOT NULL,
    rotated_at timestamptz NOT NULL,
    last_used_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz,
    revoked_reason text,
    CONSTRAINT ${prefix}trusted_device_pk PRIMARY KEY (id),
    CONSTRAINT ${prefix}trusted_device_hash_ck CHECK (octet_length(family_hash) = 32 AND octet_length(token_hash) = 32),
    CONSTRAINT ${prefix}trusted_device_expires_ck CHECK (expires_at > created_at),
    CONSTRAINT ${prefix}trusted_device_revoked_ck CHECK ((revoked_at IS NULL) = (revoked_reason IS NULL))
);

CREATE INDEX ${prefix}trusted_device_user_ix ON ${schema}.${prefix}trusted_device (user_id, tenant_id);

CREATE INDEX ${prefix}trusted_device_expires_ix ON ${schema}.${prefix}trusted_device (expires_at);
