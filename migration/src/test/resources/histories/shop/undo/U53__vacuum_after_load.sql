-- Statistics and free space are no content: there is nothing to see afterwards, but the file must not be empty.
ANALYZE stock;
