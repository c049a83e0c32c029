UPDATE customer SET email = lower(email) WHERE email <> lower(email);
ALTER TABLE customer ADD CONSTRAINT customer_email_lower_ck CHECK (email = lower(email::text));
