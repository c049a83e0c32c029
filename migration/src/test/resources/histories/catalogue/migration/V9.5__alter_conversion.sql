ALTER CONVERSION to_latin RENAME TO to_western;
