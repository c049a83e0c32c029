ALTER CONVERSION to_western RENAME TO to_latin;
