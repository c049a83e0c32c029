INSERT INTO book.journal (id, booked_on, state, text, reverses) VALUES (200, '2023-08-02', 'posted', 'Wages, reversed', 3), (201, '2023-08-02', 'posted', 'Wages, again', 200);
INSERT INTO book.posting (journal_id, line, account, amount) SELECT 200, line, account, -amount FROM book.posting WHERE journal_id = 3;
