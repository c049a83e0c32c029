COPY book.journal (id, booked_on, state, text, source, currency) FROM STDIN WITH (FORMAT csv, HEADER true, QUOTE '"', ESCAPE '"');
id,booked_on,state,text,source,currency
10,2023-02-01,posted,"Invoice 17, paid","{""file"": ""feb.csv"", ""line"": 1}",NOK
11,2023-02-02,posted,"Two
lines",,EUR
12,2023-02-03,draft,"Back\slash and ""quotes""","{}",JPY
\.
INSERT INTO book.posting (journal_id, line, account, amount) VALUES (10, 1, '1021', 100), (10, 2, '4091', -100), (11, 1, '1011', 5), (11, 2, '4101', -5);
