START TRANSACTION;
CREATE TABLE by_start (id integer);
END;
