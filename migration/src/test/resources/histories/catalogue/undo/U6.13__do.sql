DO 'BEGIN DROP TABLE made_by_do; END';
