drop foreign table registry_person;
drop user mapping for public server registry;
drop server registry;
drop extension postgres_fdw;
