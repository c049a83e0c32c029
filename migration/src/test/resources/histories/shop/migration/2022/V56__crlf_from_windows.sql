-- Saved by an editor on Windows.
CREATE TABLE return_request (
    id       integer PRIMARY KEY,
    order_id bigint NOT NULL REFERENCES purchase,
    reason   text
);
INSERT INTO return_request VALUES (1, 3, 'broken');
