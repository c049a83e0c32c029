-- Why:   a step-up token is a fresh proof of identity, good for one user, session, action and payload, and for one use.
--        Only its keyed hash is kept. The signed form keeps nothing at issue: its id is inserted once, at the spend.
-- Undo:  U001__create_step_up_token.sql drops the three tables; tokens not yet spent are then worth nothing.
-- Locks: creates new tables only; waits for nobody, and nobody waits for it.

CREATE TABLE ${schema}.${prefix}step_up_token (
    id               uuid        NOT NULL,
    token_hash       bytea       NOT NULL,
    key_id           text        NOT NULL,
    tenant_id        text        NOT NULL,
    user_id          text        NOT NULL,
    session_id       text        NOT NULL,
    action           text        NOT NULL,
    payload_digest   bytea       NOT NULL,
    amr              text[]      NOT NULL,
    acr              text        NOT NULL,
    auth_level       integer     NOT NULL,
    authenticated_at timestamptz NOT NULL,
    issued_at        timestamptz NOT NULL,
    expires_at       timestamptz NOT NULL,
    used_at          timestamptz,
    revoked_at       timestamptz,
    revoked_reason   text,
    replaced_hash    bytea,
    CONSTRAINT ${prefix}step_up_token_pk PRIMARY KEY (id),
    CONSTRAINT ${prefix}step_up_token_hash_length CHECK (octet_length(token_hash) = 32),
    CONSTRAINT ${prefix}step_up_token_digest_length CHECK (octet_length(payload_digest) = 32),
    CONSTRAINT ${prefix}step_up_token_amr_given CHECK (cardinality(amr) > 0),
    CONSTRAINT ${prefix}step_up_token_lifetime CHECK (expires_at > issued_at AND expires_at <= issued_at + interval '15 minutes'),
    CONSTRAINT ${prefix}step_up_token_ended_once CHECK (used_at IS NULL OR revoked_at IS NULL),
    CONSTRAINT ${prefix}step_up_token_revoked_why CHECK ((revoked_at IS NULL) = (revoked_reason IS NULL))
);

-- Found by its hash, whichever key made it.
CREATE UNIQUE INDEX ${prefix}step_up_token_hash ON ${schema}.${prefix}step_up_token (token_hash);

-- At most one open token a user, session and action; user first, so that revoking all of a user's finds them here too.
CREATE UNIQUE INDEX ${prefix}step_up_token_open ON ${schema}.${prefix}step_up_token (user_id, session_id, action, tenant_id)
    WHERE used_at IS NULL AND revoked_at IS NULL;

-- The clean-up goes by expiry alone: a token that was used or revoked expires as well.
CREATE INDEX ${prefix}step_up_token_expiry ON ${schema}.${prefix}step_up_token (expires_at);

-- The ids of signed tokens that were spent: the primary key lets each in once.
CREATE TABLE ${schema}.${prefix}step_up_jti (
    jti        uuid        NOT NULL,
    user_id    text        NOT NULL,
    spent_at   timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT ${prefix}step_up_jti_pk PRIMARY KEY (jti)
);

CREATE INDEX ${prefix}step_up_jti_expiry ON ${schema}.${prefix}step_up_jti (expires_at);

-- What was proven before this moment is worth nothing: for one session, for a user of one tenant, for a user anywhere.
CREATE TABLE ${schema}.${prefix}step_up_revocation (
    user_id    text        NOT NULL,
    scope      text        NOT NULL,
    tenant_id  text        NOT NULL,
    session_id text        NOT NULL,
    not_before timestamptz NOT NULL,
    reason     text        NOT NULL,
    CONSTRAINT ${prefix}step_up_revocation_pk PRIMARY KEY (user_id, scope, tenant_id, session_id),
    CONSTRAINT ${prefix}step_up_revocation_scope CHECK (
        (scope = 'USER' AND tenant_id = '' AND session_id = '')
        OR (scope = 'TENANT' AND session_id = '')
        OR (scope = 'SESSION' AND session_id <> ''))
);

CREATE INDEX ${prefix}step_up_revocation_age ON ${schema}.${prefix}step_up_revocation (not_before);
