CREATE TABLE by_commit (id integer);
COMMIT;
CREATE INDEX by_commit_ix ON by_commit (id);
