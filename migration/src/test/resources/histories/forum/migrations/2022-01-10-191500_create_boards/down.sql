DROP TABLE boards
