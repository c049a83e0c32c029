INSERT INTO book.bank_line (iban, at, amount, text) VALUES ('NO9386011117947', '2023-09-01', 100.00, 'Invoice 17'), ('NO9386011117947', '2023-09-01', 5, NULL);
