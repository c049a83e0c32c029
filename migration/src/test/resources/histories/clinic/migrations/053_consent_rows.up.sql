INSERT INTO consent VALUES (1, 'søknad', '2022-01-01'), (2, 'forskning', '2022-01-02');
