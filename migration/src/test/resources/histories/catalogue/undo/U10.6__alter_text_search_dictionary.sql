ALTER TEXT SEARCH DICTIONARY item_dict (STOPWORDS = english, Accept);
