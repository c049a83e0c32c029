ALTER TEXT SEARCH TEMPLATE simple_words RENAME TO plain_words;
