CREATE TABLE moderators (board_id INTEGER REFERENCES boards, member_id INTEGER REFERENCES members, since DATE NOT NULL DEFAULT CURRENT_DATE, PRIMARY KEY (board_id, member_id));
INSERT INTO moderators VALUES (1, 1, '2022-04-20'), (2, 1, '2022-04-20'), (2, 3, '2022-05-01');
