CREATE TABLE category (
    id        integer PRIMARY KEY,
    parent_id integer REFERENCES category DEFERRABLE INITIALLY DEFERRED,
    name      text NOT NULL
);
-- Children before parents: the constraint waits for the commit.
INSERT INTO category VALUES (11, 1, 'Black tea'), (12, 1, 'Green tea'), (21, 2, 'Pots'), (1, NULL, 'Tea'), (2, NULL, 'Ware');
