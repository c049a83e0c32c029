DROP DOMAIN colour;
