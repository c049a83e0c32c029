drop cast (temperature as numeric);
drop function to_celsius(temperature);
drop type temperature;
