ALTER TABLE ${schema}.${prefix}note ADD COLUMN body text
-- ends in a comment, without a semicolon
