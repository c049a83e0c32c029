CREATE TEXT SEARCH CONFIGURATION item_search (PARSER = item_words);
ALTER TEXT SEARCH CONFIGURATION item_search ADD MAPPING FOR asciiword, word WITH item_dict, simple;
