ALTER TABLE setting ADD COLUMN raw json, ADD COLUMN doc xml, ADD COLUMN at point, ADD COLUMN words tsvector;
UPDATE setting SET raw = '{"b":1, "a" : 2}', doc = '<s k="1">x &amp; y</s>', at = '(1,2)', words = to_tsvector('simple', key) WHERE key = 'mail';
