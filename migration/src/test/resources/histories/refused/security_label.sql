CREATE TABLE labelled (id integer);
SECURITY LABEL ON TABLE labelled IS 'secret';
