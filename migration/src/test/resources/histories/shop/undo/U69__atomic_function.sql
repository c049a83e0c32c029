DROP FUNCTION vat(numeric, char);
DROP FUNCTION stock_of(char);
