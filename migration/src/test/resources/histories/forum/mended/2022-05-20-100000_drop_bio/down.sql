ALTER TABLE members ADD COLUMN bio TEXT;
ALTER TABLE members DISABLE TRIGGER set_updated_at;
UPDATE members SET bio = CASE id WHEN 1 THEN 'First here' WHEN 2 THEN E'Likes \'quotes\' and \\backslashes\\' WHEN 3 THEN '我喜欢茶' END;
ALTER TABLE members ENABLE TRIGGER set_updated_at;
