insert into lab.sample (id, visit_id, taken_at, barcode) overriding system value values (1, 1, '2023-05-01 08:00Z', '\x00ff10'), (2, 3, '2024-05-01 08:00Z', decode('c0ffee', 'hex'));
copy lab.result (sample_id, test, value, unit, at) from stdin with (format csv, header, null 'NA');
sample_id,test,value,unit,at
1,hb,14.2,g/dl,2023-05-02 10:00Z
1,"crp, sensitive",NaN,"mg/l
(high)",2023-05-02 10:05Z
2,hb,NA,,2024-05-02 10:00Z
2,"say ""ok""",Infinity,"\n",2024-05-02 10:01Z
\.
