CREATE TABLE awards (id SMALLINT PRIMARY KEY, name TEXT NOT NULL, icon CHAR(1) NOT NULL);
INSERT INTO awards VALUES (1, 'Tea drinker', '☕'), (2, 'Night owl', '🦉'), (3, 'Semicolon;', ';');
CREATE TABLE member_awards (member_id INTEGER REFERENCES members, award_id SMALLINT REFERENCES awards ON DELETE RESTRICT, PRIMARY KEY (award_id, member_id));
