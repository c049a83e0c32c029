CREATE TABLE voucher (
    code     text PRIMARY KEY CHECK (code = upper(code)),
    percent  smallint NOT NULL CHECK (percent BETWEEN 1 AND 100),
    valid    daterange NOT NULL,
    used_by  bigint REFERENCES purchase
);
INSERT INTO voucher VALUES ('WELCOME', 10, '[2022-01-01,2023-01-01)', NULL), ('TEA-DAY', 15, '[2022-05-21,2022-05-22)', 1);
