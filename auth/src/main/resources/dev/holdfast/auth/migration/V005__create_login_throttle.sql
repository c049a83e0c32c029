-- Why:   failed logins are counted before the password is looked at, in one row for each account, address, pair of both,
--        known device and shard of the host. Names and addresses are kept as keyed hashes only, so that the table tells
--        nobody who tried to log in. The places of former logins are kept beside them, for a hint and no refusal.
-- Undo:  U005__create_login_throttle.sql drops both tables; whoever was held back may try again at once.
-- Locks: creates new tables only; waits for nobody, and nobody waits for it.

CREATE TABLE ${schema}.${prefix}login_bucket (
    bucket      bytea       NOT NULL,
    key_id      text        NOT NULL,
    kind        text        NOT NULL,
    -- The hash of the account: what a reset goes by. Null where several accounts share the bucket.
    account     bytea,
    -- Made anew whenever the bucket was empty: what a ticket took before is then no longer there to be given back.
    generation  uuid        NOT NULL,
    -- Failures held when the row was last written; how many are left follows from empty_at.
    failures    integer     NOT NULL,
    -- When the last failure is forgotten.
    empty_at    timestamptz NOT NULL,
    last_at     timestamptz NOT NULL,
    -- What last_at was before; put back when the last attempt turns out right.
    previous_at timestamptz NOT NULL,
    -- Set when the policy's last failure was counted: shut until a reset.
    stopped_at  timestamptz,
    -- How many accounts failed since the bucket was empty (addresses only).
    accounts    integer     NOT NULL,
    -- Whether an event has told of them.
    sprayed     boolean     NOT NULL,
    CONSTRAINT ${prefix}login_bucket_pk PRIMARY KEY (bucket),
    CONSTRAINT ${prefix}login_bucket_length CHECK (octet_length(bucket) = 32),
    CONSTRAINT ${prefix}login_bucket_kind CHECK (kind IN ('PAIR', 'DEVICE', 'ACCOUNT', 'ADDRESS', 'GLOBAL')),
    CONSTRAINT ${prefix}login_bucket_account CHECK ((account IS NULL) = (kind IN ('ADDRESS', 'GLOBAL'))),
    CONSTRAINT ${prefix}login_bucket_counts CHECK (failures >= 0 AND accounts >= 0)
);

-- A reset takes all rows of an account.
CREATE INDEX ${prefix}login_bucket_account_ix ON ${schema}.${prefix}login_bucket (account) WHERE account IS NOT NULL;

-- The clean-up takes what is empty.
CREATE INDEX ${prefix}login_bucket_empty_ix ON ${schema}.${prefix}login_bucket (empty_at) WHERE stopped_at IS NULL;

-- Administrators list what is shut.
CREATE INDEX ${prefix}login_bucket_stopped_ix ON ${schema}.${prefix}login_bucket (stopped_at) WHERE stopped_at IS NOT NULL;

CREATE TABLE ${schema}.${prefix}login_place (
    account bytea       NOT NULL,
    country text        NOT NULL,
    key_id  text        NOT NULL,
    last_at timestamptz NOT NULL,
    CONSTRAINT ${prefix}login_place_pk PRIMARY KEY (account, country),
    CONSTRAINT ${prefix}login_place_account_length CHECK (octet_length(account) = 32)
);

CREATE INDEX ${prefix}login_place_age_ix ON ${schema}.${prefix}login_place (last_at);
