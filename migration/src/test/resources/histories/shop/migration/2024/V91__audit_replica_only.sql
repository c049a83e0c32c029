ALTER TABLE voucher ENABLE ALWAYS TRIGGER voucher_audit;
ALTER TABLE product DISABLE TRIGGER product_touch;
