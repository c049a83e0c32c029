SET search_path = book, public;
SET DateStyle = 'ISO, DMY';
SET TIME ZONE 'Asia/Tokyo';
SET standard_conforming_strings = on;
INSERT INTO import_run (id, file) VALUES (3, 'it''s \n here');
-- Nothing is reset: the files after this one must not notice.
