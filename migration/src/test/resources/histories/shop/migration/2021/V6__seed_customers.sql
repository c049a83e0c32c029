COPY customer (id, email, first_name, last_name, created_at) FROM stdin;
1	ada@mail.example	Ada	Ångström	2021-01-04 08:00:00+00
2	bo@mail.example	Bo	O'Hara	2021-01-05 09:30:00+00
3	chi@mail.example	Chi	von der Höh	2021-01-05 09:31:00+00
4	dee@mail.example	Dee	Back\\slash	2021-02-01 00:00:00+00
5	eli@mail.example	Eli	Tab\tbed	2021-02-02 00:00:00+00
\.
