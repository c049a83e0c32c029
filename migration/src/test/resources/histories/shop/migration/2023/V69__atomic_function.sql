CREATE FUNCTION stock_of(sku char(8)) RETURNS bigint
    LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT sum(s.free) FROM stock s JOIN product p ON p.id = s.product_id WHERE p.sku = stock_of.sku;
END;

CREATE FUNCTION vat(amount numeric, country char(2)) RETURNS numeric
    LANGUAGE sql STABLE
    RETURN CASE WHEN amount IS NULL THEN NULL ELSE amount * (SELECT rate FROM vat_rate v WHERE v.country = vat.country ORDER BY since DESC LIMIT 1) END;
