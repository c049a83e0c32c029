-- Omniscience as its author left it: one user, tasks, and a password hashed by bcryptjs. Nothing here knows of Holdfast.
CREATE TABLE users (
    id            uuid        PRIMARY KEY,
    username      text        NOT NULL UNIQUE,
    password_hash varchar(60) NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now()
);

INSERT INTO users (id, username, password_hash, created_at) VALUES
    ('5f0c1b7e-6a52-4d0e-9c41-2f8f5a1d7c10', 'mira',
     '$2b$10$zSn4fSWWYxAoZBR.7kDUNuHvc3Lqfg5i59.jEG9JIgDtGWDYnIDom', '2025-06-01 08:00:00Z');

CREATE TABLE tasks (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    title      text NOT NULL,
    status     text NOT NULL CHECK (status IN ('draft', 'in_progress', 'pending_review', 'approved')),
    objective  text,
    created_at timestamptz NOT NULL DEFAULT now()
);

INSERT INTO tasks (title, status)
SELECT 'task ' || n, (ARRAY['draft', 'in_progress', 'pending_review', 'approved'])[1 + n % 4] FROM generate_series(1, 40) n;
