ALTER TABLE ${schema}.${prefix}note DROP COLUMN body;
