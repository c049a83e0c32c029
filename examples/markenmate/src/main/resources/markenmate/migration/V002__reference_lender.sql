-- why:   a lending must not outlive its account unnoticed
-- undo:  U002 drops the constraint
-- locks: SHARE ROW EXCLUSIVE on both tables; the check of the rows takes only SHARE UPDATE EXCLUSIVE
ALTER TABLE token_lending
    ADD CONSTRAINT token_lending_user_id_fk FOREIGN KEY (user_id) REFERENCES "user" (id) NOT VALID;
ALTER TABLE token_lending VALIDATE CONSTRAINT token_lending_user_id_fk;
