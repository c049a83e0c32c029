ALTER TEXT SEARCH TEMPLATE plain_words RENAME TO simple_words;
