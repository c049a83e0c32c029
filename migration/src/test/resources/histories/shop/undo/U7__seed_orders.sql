DELETE FROM order_line;
DELETE FROM "order";
