COPY item (id, name, price, added) FROM STDIN;
4	Tab	1.50	2024-02-01
5	Back\\slash	2.50	2024-02-02
6	Dot \\. inside	3.50	2024-02-03
\.
