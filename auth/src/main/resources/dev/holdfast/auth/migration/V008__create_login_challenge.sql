-- Why:   logins under way, between the password and the second factor: single use, a few attempts, a few minutes.
-- Undo:  U008__create_login_challenge.sql drops the table; whoever is between the two steps begins again.
-- Locks: none on existing tables.

CREATE TABLE ${schema}.${prefix}login_challenge (
    id uuid NOT NULL,
    -- HMAC-SHA-256 of the token, under the key named beside it.
    token_hash bytea NOT NULL,
    key_id text NOT NULL,
    tenant_id text NOT NULL,
    user_id text NOT NULL,
    -- The name that was typed and where from, by which the place is remembered once the login has come to its end.
    login_name text NOT NULL,
    country text,
    -- Whether the password has to be changed after the login.
    must_change boolean NOT NULL,
    -- Responses checked, each counted before it was.
    attempts integer NOT NULL,
    issued_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    -- When it led to a login, or was revoked.
    ended_at timestamptz,
    CONSTRAINT ${prefix}login_challenge_pk PRIMARY KEY (id),
    CONSTRAINT ${prefix}login_challenge_token_uk UNIQUE (token_hash),
    CONSTRAINT ${prefix}login_challenge_hash_ck CHECK (octet_length(token_hash) = 32),
    CONSTRAINT ${prefix}login_challenge_attempts_ck CHECK (attempts >= 0),
    CONSTRAINT ${prefix}login_challenge_expires_ck CHECK (expires_at > issued_at)
);

-- What a change of password or factor takes back.
CREATE INDEX ${prefix}login_challenge_user_ix ON ${schema}.${prefix}login_challenge (user_id) WHERE ended_at IS NULL;

-- What the clean-up deletes.
CREATE INDEX ${prefix}login_challenge_expires_ix ON ${schema}.${prefix}login_challenge (expires_at);
