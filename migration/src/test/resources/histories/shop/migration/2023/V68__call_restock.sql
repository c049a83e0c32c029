-- The procedure commits, so this file must not run inside a transaction; nothing is below 10 on a fresh shop.
CALL restock(0);
