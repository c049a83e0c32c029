DO LANGUAGE plpgsql $do$ BEGIN CREATE TABLE made_by_do (id integer); END $do$;
