DROP TABLE ratings;
CREATE TABLE awards (id SMALLINT PRIMARY KEY, icon CHAR(1) NOT NULL, name TEXT NOT NULL);
INSERT INTO awards (id, name, icon) VALUES (1, 'Tea drinker', '☕'), (2, 'Night owl', '🦉'), (3, 'Semicolon;', ';');
CREATE TABLE member_awards (member_id INTEGER REFERENCES members, award_id SMALLINT REFERENCES awards ON DELETE RESTRICT, PRIMARY KEY (award_id, member_id));
INSERT INTO member_awards SELECT id, 1 FROM members WHERE handle <> 'guest';
