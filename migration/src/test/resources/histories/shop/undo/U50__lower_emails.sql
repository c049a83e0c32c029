ALTER TABLE customer DROP CONSTRAINT customer_email_lower_ck;
