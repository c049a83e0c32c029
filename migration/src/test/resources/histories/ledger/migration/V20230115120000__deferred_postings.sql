-- The lines are out of balance between the two statements; the trigger looks at the commit.
INSERT INTO book.journal (id, booked_on, state, text) VALUES (3, '2023-01-15', 'posted', 'Wages');
INSERT INTO book.posting VALUES (3, 1, '5131', 8000);
INSERT INTO book.posting VALUES (3, 2, '1011', -8000);
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
