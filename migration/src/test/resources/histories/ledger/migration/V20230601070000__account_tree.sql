ALTER TABLE book.account ADD COLUMN parent char(4) REFERENCES book.account;
WITH RECURSIVE tree AS (
    SELECT code, left(code, 3) || '1' AS parent FROM book.account
)
UPDATE book.account a SET parent = t.parent FROM tree t WHERE t.code = a.code AND t.parent <> t.code;
