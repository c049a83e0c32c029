DROP TABLE carrier;
