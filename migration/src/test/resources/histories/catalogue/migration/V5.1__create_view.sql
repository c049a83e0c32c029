CREATE OR REPLACE VIEW cheap WITH (check_option = local) AS SELECT id, name, price FROM item WHERE price < 100;
