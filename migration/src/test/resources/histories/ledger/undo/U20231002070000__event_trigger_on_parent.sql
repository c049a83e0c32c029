DROP TRIGGER event_stamp ON book.event;
DROP FUNCTION book.stamp_event();
