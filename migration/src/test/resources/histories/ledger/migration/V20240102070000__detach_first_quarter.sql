ALTER TABLE book.event DETACH PARTITION book.event_2023q1;
ALTER TABLE book.event_2023q1 RENAME TO event_archive;
