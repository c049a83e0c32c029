ALTER TABLE book.event DETACH PARTITION book.event_2023q3;
INSERT INTO book.event SELECT * FROM book.event_2023q3;
DROP TABLE book.event_2023q3;
