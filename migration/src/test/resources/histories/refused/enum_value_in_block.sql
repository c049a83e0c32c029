BEGIN;
CREATE TABLE lamp (state text);
CREATE TYPE lamp_state AS ENUM ('on');
COMMIT;
BEGIN;
ALTER TYPE lamp_state ADD VALUE 'off';
SELECT 'off'::lamp_state;
COMMIT;
