DROP VIEW current_price;
