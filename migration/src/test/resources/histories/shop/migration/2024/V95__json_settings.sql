CREATE TABLE setting (key text PRIMARY KEY, value jsonb NOT NULL);
INSERT INTO setting VALUES
    ('mail', '{"from": "shop@mail.example", "retry": [1, 5, 15], "subject": "Your order #${id}"}'),
    ('theme', '{"primary": "#336699", "dark": false, "ratio": 1.0}'),
    ('limits', '{"order": 100.00, "day": 1e3}');
