INSERT INTO book.journal (id, booked_on, state, text) VALUES (100, '2022-12-31', 'closed', 'Year 2022');
