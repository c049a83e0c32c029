-- Zekka as its team left it, after 001 was run by hand. Nothing here knows of Holdfast.

-- The table of its own runner, which never saw 001.
CREATE TABLE migrations (
    id                integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name              text        NOT NULL UNIQUE,
    checksum          text        NOT NULL,
    executed_at       timestamptz NOT NULL DEFAULT now(),
    execution_time_ms integer     NOT NULL
);

INSERT INTO users (email, username, password_hash, is_verified, created_at)
SELECT 'person' || n || '@zekka.example', 'person' || n, '$2b$12$invented.' || n, n % 5 <> 0,
       timestamptz '2025-11-01 08:00:00Z' + n * interval '5 hours'
FROM generate_series(1, 60) AS n;

INSERT INTO user_roles (user_id, role_id)
SELECT u.id, r.id
FROM users u
JOIN roles r ON r.name = CASE u.username WHEN 'person1' THEN 'superadmin' WHEN 'person2' THEN 'admin' ELSE 'user' END;

INSERT INTO sessions (id, user_id, ip_address, created_at, expires_at)
SELECT md5('session ' || u.id)::uuid, u.id, inet '192.0.2.1' + (u.id % 200), u.created_at, u.created_at + interval '12 hours'
FROM users u;

INSERT INTO api_keys (user_id, key_hash, scopes)
SELECT u.id, sha256(convert_to('key ' || u.id, 'UTF8')), '{users.read}'
FROM users u
WHERE u.id % 4 = 0;

INSERT INTO audit_log_basic (user_id, action, resource, created_at)
SELECT 1 + n % 60, 'login', 'sessions', timestamptz '2025-11-01 08:00:00Z' + n * interval '20 minutes'
FROM generate_series(1, 400) AS n;
