-- Accounts, roles and keys of Zekka. Its team ran this file by hand.
CREATE TABLE users (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email         text        NOT NULL UNIQUE,
    username      text        NOT NULL UNIQUE,
    password_hash text        NOT NULL,
    is_active     boolean     NOT NULL DEFAULT true,
    is_verified   boolean     NOT NULL DEFAULT false,
    failed_logins integer     NOT NULL DEFAULT 0,
    locked_until  timestamptz,
    last_login_ip inet,
    created_at    timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE sessions (
    id         uuid        PRIMARY KEY,
    user_id    bigint      NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    ip_address inet,
    user_agent text,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz
);

CREATE TABLE roles (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name      text    NOT NULL UNIQUE,
    level     integer NOT NULL CHECK (level BETWEEN 0 AND 100),
    is_system boolean NOT NULL DEFAULT false
);

CREATE TABLE permissions (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    resource text NOT NULL,
    action   text NOT NULL,
    UNIQUE (resource, action)
);

CREATE TABLE role_permissions (
    role_id       bigint NOT NULL REFERENCES roles (id) ON DELETE CASCADE,
    permission_id bigint NOT NULL REFERENCES permissions (id) ON DELETE CASCADE,
    PRIMARY KEY (role_id, permission_id)
);

CREATE TABLE user_roles (
    user_id    bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    role_id    bigint NOT NULL REFERENCES roles (id),
    expires_at timestamptz,
    PRIMARY KEY (user_id, role_id)
);

CREATE TABLE api_keys (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id      bigint      NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    key_hash     bytea       NOT NULL UNIQUE CHECK (octet_length(key_hash) = 32),
    scopes       text[]      NOT NULL DEFAULT '{}',
    rate_limit   integer     NOT NULL DEFAULT 60,
    last_used_at timestamptz,
    created_at   timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE audit_log_basic (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id     bigint,
    action      text        NOT NULL,
    resource    text        NOT NULL,
    ip_address  inet,
    created_at  timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX sessions_user_id_idx ON sessions (user_id);
CREATE INDEX user_roles_role_id_idx ON user_roles (role_id);

INSERT INTO roles (name, level, is_system) VALUES
    ('superadmin', 100, true), ('admin', 50, true), ('moderator', 10, true), ('user', 0, true);

INSERT INTO permissions (resource, action) VALUES
    ('users', 'create'), ('users', 'read'), ('users', 'update'), ('users', 'delete'),
    ('roles', 'read'), ('roles', 'assign'),
    ('api_keys', 'create'), ('api_keys', 'revoke'),
    ('audit', 'read'), ('system', 'configure');

INSERT INTO role_permissions (role_id, permission_id)
SELECT r.id, p.id
FROM roles r
CROSS JOIN permissions p
WHERE r.name = 'superadmin'
    OR (r.name = 'admin' AND p.resource <> 'system')
    OR (r.name = 'moderator' AND (p.resource, p.action) IN (('users', 'read'), ('audit', 'read')))
    OR (r.name = 'user' AND (p.resource = 'api_keys' OR (p.resource, p.action) = ('users', 'read')));
