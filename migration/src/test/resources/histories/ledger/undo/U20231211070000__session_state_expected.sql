DROP TABLE public.import_note;
DELETE FROM book.bank_line WHERE id = 500;
