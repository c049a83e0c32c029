ALTER TABLE product ENABLE TRIGGER product_touch;
ALTER TABLE voucher ENABLE TRIGGER voucher_audit;
