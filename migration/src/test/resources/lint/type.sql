=== timestamp-without-time-zone
--- fires
CREATE TABLE fine (at timestamp(3) NOT NULL);
--- fires
ALTER TABLE loan ADD COLUMN at timestamp without time zone;
--- fires
ALTER TABLE loan ALTER COLUMN renewed_at TYPE pg_catalog.timestamp USING renewed_at;
--- silent
CREATE TABLE fine (at timestamp(3) with time zone, too timestamptz);
--- silent
CREATE TABLE fine ("timestamp" text, b text DEFAULT 'x timestamp');
=== time-with-time-zone
--- fires
CREATE TABLE fine (at timetz);
--- silent
CREATE TABLE fine (at time, too time without time zone);
=== char-type
--- fires
CREATE TABLE fine (country char(2), kind character);
--- silent
CREATE TABLE fine (kind "char", country text, other character varying);
=== varchar-limit
--- fires
CREATE TABLE fine (note character varying(20));
--- fires
CREATE DOMAIN plate AS varchar(8) NOT NULL;
--- silent
CREATE TABLE fine (note varchar, amount numeric(8, 2));
=== money-type
--- fires
CREATE TABLE fine (id bigint, amount money);
--- silent
CREATE TABLE fine (money numeric);
=== json-type
--- fires
ALTER TABLE loan ADD terms json DEFAULT '{}';
--- silent
ALTER TABLE loan ADD terms jsonb DEFAULT '{}'::json;
=== serial-column
--- fires
CREATE TABLE fine (id bigserial PRIMARY KEY);
--- silent
CREATE TABLE fine (serial text);
=== integer-primary-key
--- fires
CREATE TABLE fine (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
--- fires
CREATE TABLE fine (id serial, CONSTRAINT fine_pkey PRIMARY KEY (id));
--- silent
CREATE TABLE fine (id int, no int, PRIMARY KEY (id, no));
--- silent
CREATE TABLE fine (id bigint PRIMARY KEY, no integer);
