INSERT INTO member_awards SELECT id, 1 FROM members WHERE handle <> 'guest';
