INSERT INTO search_log (id, term) VALUES (1, 'mug');
SAVEPOINT before_guess;
INSERT INTO search_log (id, term) VALUES (2, 'mgu');
ROLLBACK TO SAVEPOINT before_guess;
RELEASE SAVEPOINT before_guess;
