--
-- PostgreSQL database dump
--

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: staff; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA staff;

--
-- Name: sex; Type: TYPE; Schema: public; Owner: -
--

CREATE TYPE public.sex AS ENUM (
    'f',
    'm',
    'x'
);

CREATE FUNCTION public.age_at(born date, at date) RETURNS integer
    LANGUAGE sql IMMUTABLE
    AS $$select extract(year from age(at, born))::integer$$;

SET default_tablespace = '';

SET default_table_access_method = heap;

CREATE TABLE public.patient (
    id integer NOT NULL,
    chart_no character varying(12) NOT NULL,
    name text NOT NULL,
    born date NOT NULL,
    sex public.sex,
    tags text[] DEFAULT '{}'::text[] NOT NULL
);

CREATE SEQUENCE public.patient_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.patient_id_seq OWNED BY public.patient.id;

CREATE TABLE staff.person (
    id integer NOT NULL,
    name text NOT NULL,
    role text NOT NULL,
    CONSTRAINT person_role_check CHECK ((role = ANY (ARRAY['doctor'::text, 'nurse'::text, 'desk'::text])))
);

CREATE TABLE public.visit (
    id integer NOT NULL,
    patient_id integer NOT NULL,
    person_id integer,
    at timestamp without time zone NOT NULL,
    reason text
);

ALTER TABLE ONLY public.patient ALTER COLUMN id SET DEFAULT nextval('public.patient_id_seq'::regclass);

--
-- Data for Name: person; Type: TABLE DATA; Schema: staff; Owner: -
--

COPY staff.person (id, name, role) FROM stdin;
1	Dr. Iris Holm	doctor
2	Jón Þórsson	nurse
3	Mia "Desk" Lind	desk
\.


COPY public.patient (id, chart_no, name, born, sex, tags) FROM stdin;
1	C-0001	Åse Berg	1950-02-28	f	{allergy,"heart; mild"}
2	C-0002	Tom Fjell	1984-07-01	m	{}
3	C-0003	Sam Eik	2001-12-31	\N	{"needs \\"quiet\\" room"}
\.


COPY public.visit (id, patient_id, person_id, at, reason) FROM stdin;
1	1	1	2020-03-01 09:00:00	check
2	1	2	2020-03-08 09:00:00	\N
3	2	1	2020-03-09 10:30:00	cough; fever
4	3	\N	2020-04-01 08:15:00	-- none --
\.


SELECT pg_catalog.setval('public.patient_id_seq', 3, true);

ALTER TABLE ONLY public.patient
    ADD CONSTRAINT patient_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.patient
    ADD CONSTRAINT patient_chart_no_key UNIQUE (chart_no);

ALTER TABLE ONLY staff.person
    ADD CONSTRAINT person_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.visit
    ADD CONSTRAINT visit_pkey PRIMARY KEY (id);

CREATE INDEX visit_patient_ix ON public.visit USING btree (patient_id);

ALTER TABLE ONLY public.visit
    ADD CONSTRAINT visit_patient_fk FOREIGN KEY (patient_id) REFERENCES public.patient(id);

ALTER TABLE ONLY public.visit
    ADD CONSTRAINT visit_person_fk FOREIGN KEY (person_id) REFERENCES staff.person(id) ON DELETE SET NULL;

--
-- PostgreSQL database dump complete
--
