CREATE TABLE profiles (member_id INTEGER PRIMARY KEY REFERENCES members ON DELETE CASCADE, links JSONB NOT NULL DEFAULT '[]', avatar BYTEA, "timeZone" TEXT);
INSERT INTO profiles VALUES (1, '[{"url": "https://ada.example", "label": "home"}]', '\xffd8ffe0', 'Europe/Oslo'), (3, '[]', NULL, 'Asia/Shanghai');
