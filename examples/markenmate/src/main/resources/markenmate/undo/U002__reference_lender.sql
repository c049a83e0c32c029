ALTER TABLE token_lending DROP CONSTRAINT token_lending_user_id_fk;
