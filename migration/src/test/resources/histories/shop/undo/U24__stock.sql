DROP TABLE stock, warehouse;
