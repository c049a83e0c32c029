COMMENT ON TABLE item IS 'What is sold';
COMMENT ON COLUMN item.price IS E'In euro;\n\'gross\'';
