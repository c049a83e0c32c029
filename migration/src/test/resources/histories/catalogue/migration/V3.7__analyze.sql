ANALYZE VERBOSE item (id, name);
