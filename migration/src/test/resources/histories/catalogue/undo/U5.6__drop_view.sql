CREATE VIEW cheap WITH (check_option = local, security_barrier = true) AS SELECT id, name, price FROM item WHERE price < 100;
ALTER VIEW cheap ALTER COLUMN price SET DEFAULT 1;
CREATE RULE cheap_notify AS ON INSERT TO cheap DO ALSO NOTIFY cheap_changed;
DROP RULE cheap_notify ON cheap;
