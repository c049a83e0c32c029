BEGIN;
ALTER TABLE carrier ADD COLUMN tracking_url text;
COMMIT;

BEGIN;
UPDATE carrier SET tracking_url = 'https://track.example/' || id || '/{{number}}';
COMMIT;
