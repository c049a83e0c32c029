ALTER TEXT SEARCH CONFIGURATION item_search ADD MAPPING FOR asciiword, word WITH item_dict, simple;
