-- The table lives as long as the session: a second run on the same connection meets it again.
CREATE TEMP TABLE IF NOT EXISTS keep_codes (code char(4));
TRUNCATE keep_codes;
INSERT INTO keep_codes SELECT code FROM postcode WHERE code < '1100';
CREATE TABLE postcode_old AS SELECT p.* FROM postcode p JOIN keep_codes USING (code);
