-- why:   evidence, second factors and keys need tables of their own
-- undo:  the down file beside this one, table by table
-- locks: SHARE ROW EXCLUSIVE on users, for the two foreign keys; every other table is new
CREATE TABLE audit_logs (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- No reference: the trail outlives the account.
    user_id        bigint,
    action         text        NOT NULL,
    resource       text        NOT NULL,
    request_id     uuid,
    response_code  integer,
    duration_ms    integer,
    ip_address     inet,
    country        text,
    risk_level     text        NOT NULL DEFAULT 'low' CHECK (risk_level IN ('low', 'medium', 'high')),
    is_suspicious  boolean     NOT NULL DEFAULT false,
    retention_days integer     NOT NULL DEFAULT 400 CHECK (retention_days >= 365),
    created_at     timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX audit_logs_created_at_idx ON audit_logs (created_at);
CREATE INDEX audit_logs_user_id_created_at_idx ON audit_logs (user_id, created_at);
CREATE INDEX audit_logs_suspicious_idx ON audit_logs (created_at) WHERE is_suspicious;

CREATE TABLE encryption_keys (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    purpose    text        NOT NULL CHECK (purpose IN ('jwt', 'session', 'data', 'api')),
    state      text        NOT NULL CHECK (state IN ('active', 'rotated', 'compromised')),
    created_at timestamptz NOT NULL DEFAULT now(),
    rotated_at timestamptz
);
CREATE UNIQUE INDEX encryption_keys_active_idx ON encryption_keys (purpose) WHERE state = 'active';

CREATE TABLE mfa_configurations (
    user_id          bigint      PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    totp_ciphertext  bytea       NOT NULL,
    last_time_step   bigint,
    backup_code_hash bytea[]     NOT NULL DEFAULT '{}' CHECK (cardinality(backup_code_hash) <= 10),
    enabled_at       timestamptz
);

CREATE TABLE password_history (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id       bigint      NOT NULL REFERENCES users (id),
    password_hash text        NOT NULL,
    changed_at    timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX password_history_user_id_idx ON password_history (user_id, changed_at);

CREATE TABLE failed_login_attempts (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    ip_address   inet        NOT NULL,
    username     text,
    country      text,
    attempted_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX failed_login_attempts_ip_address_idx ON failed_login_attempts (ip_address, attempted_at);

CREATE TABLE security_events (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind        text        NOT NULL,
    severity    text        NOT NULL CHECK (severity IN ('info', 'warning', 'critical')),
    raised_at   timestamptz NOT NULL DEFAULT now(),
    resolved_at timestamptz
);
CREATE INDEX security_events_open_idx ON security_events (severity, raised_at) WHERE resolved_at IS NULL;

CREATE TABLE security_metrics (
    day   date   NOT NULL,
    name  text   NOT NULL,
    value bigint NOT NULL,
    PRIMARY KEY (day, name)
);

CREATE TABLE data_classification (
    table_name  text NOT NULL,
    column_name text NOT NULL,
    sensitivity text NOT NULL CHECK (sensitivity IN ('public', 'internal', 'confidential', 'secret')),
    tags        text[] NOT NULL DEFAULT '{}',
    PRIMARY KEY (table_name, column_name)
);
COMMENT ON TABLE data_classification IS 'How sensitive each column is';
