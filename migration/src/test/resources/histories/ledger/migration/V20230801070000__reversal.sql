ALTER TABLE book.journal ADD COLUMN reverses bigint UNIQUE REFERENCES book.journal;
ALTER TABLE book.journal ADD CONSTRAINT journal_reverses_ck CHECK (reverses <> id);
