CREATE SEQUENCE book.voucher_no AS bigint START WITH 5000 INCREMENT BY 1 CACHE 1;
CREATE TABLE book.voucher (no bigint PRIMARY KEY DEFAULT nextval('book.voucher_no'), journal_id bigint NOT NULL REFERENCES book.journal);
GRANT USAGE ON SEQUENCE book.voucher_no TO ledger_clerk;
