-- Why:   authenticators of users (several a user), and the attempts made at them. The two are apart because an attempt
--        is committed by itself before the code is checked, while the step of an accepted code joins the host's
--        transaction: in one row the second would wait for the first, or fail with 40001.
-- Undo:  U002__create_totp_device.sql drops both tables; every user has to enrol again.
-- Locks: none on existing tables.

CREATE TABLE ${schema}.${prefix}totp_device (
    id uuid NOT NULL,
    tenant_id text NOT NULL,
    user_id text NOT NULL,
    label text NOT NULL,
    algorithm text NOT NULL,
    digits smallint NOT NULL,
    period_seconds smallint NOT NULL,
    -- AES-256-GCM, bound to tenant, user and id; erased when the device is removed.
    sealed_secret bytea,
    key_id text,
    -- The newest time step used; -1 before the first.
    last_step bigint NOT NULL,
    -- How many counted attempts the accepted codes of this device have given back.
    forgiven bigint NOT NULL,
    created_at timestamptz NOT NULL,
    confirmed_at timestamptz,
    last_used_at timestamptz,
    disabled_at timestamptz,
    CONSTRAINT ${prefix}totp_device_pk PRIMARY KEY (id),
    CONSTRAINT ${prefix}totp_device_algorithm_ck CHECK (algorithm IN ('SHA1', 'SHA256', 'SHA512')),
    CONSTRAINT ${prefix}totp_device_digits_ck CHECK (digits BETWEEN 6 AND 8),
    CONSTRAINT ${prefix}totp_device_period_ck CHECK (period_seconds BETWEEN 15 AND 120),
    CONSTRAINT ${prefix}totp_device_last_step_ck CHECK (last_step >= -1),
    CONSTRAINT ${prefix}totp_device_forgiven_ck CHECK (forgiven >= 0),
    CONSTRAINT ${prefix}totp_device_secret_ck CHECK (
        (disabled_at IS NULL) = (sealed_secret IS NOT NULL) AND (disabled_at IS NULL) = (key_id IS NOT NULL))
);

CREATE INDEX ${prefix}totp_device_user_ix ON ${schema}.${prefix}totp_device (tenant_id, user_id);

-- At most one enrolment under way a user: beginning again replaces it, so an abandoned secret does not linger.
CREATE UNIQUE INDEX ${prefix}totp_device_pending_uk ON ${schema}.${prefix}totp_device (tenant_id, user_id)
    WHERE confirmed_at IS NULL AND disabled_at IS NULL;

-- What is left under a key that retires.
CREATE INDEX ${prefix}totp_device_key_ix ON ${schema}.${prefix}totp_device (key_id, id) WHERE disabled_at IS NULL;

CREATE TABLE ${schema}.${prefix}totp_attempt (
    tenant_id text NOT NULL,
    user_id text NOT NULL,
    -- Empty: the user's own row. Otherwise one challenge of the user.
    challenge_id text NOT NULL,
    -- Attempts counted and not yet given back.
    attempts bigint NOT NULL,
    -- What the user's devices had given back when the row was last written (the user's own row only).
    forgiven_seen bigint NOT NULL,
    -- The newest attempts, oldest first, no more than the window allows (the user's own row only).
    recent timestamptz[] NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT ${prefix}totp_attempt_pk PRIMARY KEY (tenant_id, user_id, challenge_id),
    CONSTRAINT ${prefix}totp_attempt_attempts_ck CHECK (attempts >= 0),
    CONSTRAINT ${prefix}totp_attempt_forgiven_seen_ck CHECK (forgiven_seen >= 0)
);

CREATE INDEX ${prefix}totp_attempt_updated_ix ON ${schema}.${prefix}totp_attempt (updated_at);
