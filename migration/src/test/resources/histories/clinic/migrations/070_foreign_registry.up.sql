create extension postgres_fdw;
create server registry foreign data wrapper postgres_fdw options (host 'registry.clinic.example', dbname 'registry', port '5432', fetch_size '500');
create user mapping for public server registry options (user 'reader', password_required 'false');
create foreign table registry_person (nin char(11) not null, name text options (column_name 'full_name')) server registry options (schema_name 'pub', table_name 'person');
