UPDATE order_line SET unit_price = unit_price WHERE false;
REFRESH MATERIALIZED VIEW CONCURRENTLY sales_by_day;
