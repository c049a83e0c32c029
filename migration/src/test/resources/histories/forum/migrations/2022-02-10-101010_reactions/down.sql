DROP TABLE reactions;
DROP TYPE reaction;
