CREATE TRANSFORM FOR integer LANGUAGE plitem (FROM SQL WITH FUNCTION prsd_lextype(internal), TO SQL WITH FUNCTION int4recv(internal));
