-- Zekka as its team left it, after 001 was run by hand. Nothing here knows of Holdfast.

-- The table of its own runner, which never saw 001.
CREATE TABLE migrations (
    id                integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name              text        NOT NULL UNIQUE,
    checksum          text        NOT NULL,
    executed_at       timestamptz NOT NULL DEFAULT now(),
    execution_time_ms integer     NOT NULL
);

-- bcrypt of 12 rounds, as it is written; nobody knows the passwords of these.
INSERT INTO users (email, username, password_hash, is_verified, created_at)
SELECT 'person' || n || '@zekka.example', 'person' || n,
       '$2b$12$' || substr(translate(encode(sha512(convert_to('hash ' || n, 'UTF8')), 'base64'), '+', '.'), 1, 53), n % 5 <> 0,
       timestamptz '2025-11-01 08:00:00Z' + n * interval '5 hours'
FROM generate_series(1, 60) AS n;

-- Ten whose password is known to the program: "quiet harbours keep old maps", each with a salt of its own.
UPDATE users SET password_hash = known.hash
FROM (VALUES
    ('person3', '$2b$12$SifEWvY5Zxq/5V8iw0B56.u/MEiMz7ovMBsoICylh6sTj0qMCYR3m'),
    ('person4', '$2b$12$K9j7GeO/X1K4Th9Z4IltXu3DUi2PpFm1mPe65PWBhy0eSOmg9.w6O'),
    ('person5', '$2b$12$RzMWDiQrhYnc9O0SVTRQD.yxcgilBeRvrnHHLY/ZprRzTwCEklmym'),
    ('person6', '$2b$12$05zjivDUbXum2LAby5oSeOlnCDbYIMj8KBr6mBO8zhec/3azaRD5C'),
    ('person7', '$2b$12$nfdxHcYwOcd5juQscs.YeeIZfHdEOUAVcit8wLNcKMTcCzO2.YFui'),
    ('person8', '$2b$12$6iw3zBoIq5r6yW8UMp/oAOcYt6Fdbsie/D.Zf85HKfKBDTHpn3FTG'),
    ('person9', '$2b$12$Fq9u/gVwHlDXgbgMnEHFbOlz/xN./lWhBPPSAUXKyZ9URRqqmwCOe'),
    ('person10', '$2b$12$R0.GHA2w.k1mI.n2an020u7Yr4cAN5rt6sacd2YBNYatVre0TE8UW'),
    ('person11', '$2b$12$pq5vaaZVVd1UhVrXhdy.WeGF.KyzH8orJEoyrLNgH7sZ01hAjDYru'),
    ('person12', '$2b$12$wnecdyY/SVYrIuam6/BcEuyp7EvMDi3jotwmyTi1OMnWbZ2oCFZJu')) AS known (username, hash)
WHERE users.username = known.username;

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
