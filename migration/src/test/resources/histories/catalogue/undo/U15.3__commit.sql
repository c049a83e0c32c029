DROP TABLE by_commit;
