DROP TABLE book.attachment;
