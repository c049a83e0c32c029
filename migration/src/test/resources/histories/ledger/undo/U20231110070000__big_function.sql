DROP FUNCTION book.import_csv(text);
