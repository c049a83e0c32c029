DROP TABLE book.event;
