DROP TABLE consent;
