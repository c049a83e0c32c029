CREATE TEXT SEARCH DICTIONARY item_dict (TEMPLATE = plain_words, STOPWORDS = english);
