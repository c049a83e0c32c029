DROP TABLE book.event_2024q1, book.event_2024q2, book.event_2024q3, book.event_2024q4;
