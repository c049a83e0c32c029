CREATE TABLE book.bank_line (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    iban text NOT NULL CHECK (iban ~ '^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$'),
    at date NOT NULL,
    amount book.amount NOT NULL,
    text text,
    matched bigint REFERENCES book.journal,
    UNIQUE NULLS NOT DISTINCT (iban, at, amount, text)
);
