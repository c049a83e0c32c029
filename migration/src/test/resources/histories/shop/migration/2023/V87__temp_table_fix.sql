CREATE TEMPORARY TABLE fix_place ON COMMIT DROP AS
SELECT code, place FROM postcode WHERE place LIKE 'Øy%';
UPDATE postcode SET remark = 'island' FROM fix_place f WHERE f.code = postcode.code AND postcode.remark IS NULL;
