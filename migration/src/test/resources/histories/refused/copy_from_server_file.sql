CREATE TABLE loaded (line text);
COPY loaded FROM '/nowhere.example/rows.csv' WITH (FORMAT csv);
