DROP TABLE report_scratch;
