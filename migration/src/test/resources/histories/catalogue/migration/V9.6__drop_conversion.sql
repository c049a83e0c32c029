DROP CONVERSION to_western;
