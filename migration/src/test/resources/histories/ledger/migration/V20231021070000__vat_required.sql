-- A deferred trigger watches the table: its events have to be done with before the table may change.
SET CONSTRAINTS ALL IMMEDIATE;
UPDATE book.posting SET vat = 0;
ALTER TABLE book.posting ALTER COLUMN vat SET NOT NULL, ALTER COLUMN vat SET DEFAULT 0;
