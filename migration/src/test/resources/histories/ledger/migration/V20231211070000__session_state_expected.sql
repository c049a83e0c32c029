-- 03/04 is the 3rd of April only if the date style of the last file is still set.
INSERT INTO book.bank_line (id, iban, at, amount) OVERRIDING SYSTEM VALUE VALUES (500, 'NO9386011117947', '2023-12-31', 1);
CREATE TABLE public.import_note (day date DEFAULT '03/04/2023', text text);
