LOCK TABLE book.journal, book.posting IN SHARE MODE NOWAIT;
UPDATE book.period SET locked = true WHERE name = '2023-01';
