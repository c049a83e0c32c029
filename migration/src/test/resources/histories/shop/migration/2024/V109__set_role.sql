GRANT CREATE ON SCHEMA public TO shop_report;
GRANT shop_report TO CURRENT_USER;
SET ROLE shop_report;
CREATE TABLE report_scratch (id integer, note text);
RESET ROLE;
REVOKE CREATE ON SCHEMA public FROM shop_report;
