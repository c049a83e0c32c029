CREATE TEXT SEARCH TEMPLATE simple_words (INIT = dsimple_init, LEXIZE = dsimple_lexize);
