TRUNCATE shop_event;
