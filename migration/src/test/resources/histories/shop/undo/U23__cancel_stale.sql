UPDATE "order" SET state = 'open' WHERE state = 'cancelled';
