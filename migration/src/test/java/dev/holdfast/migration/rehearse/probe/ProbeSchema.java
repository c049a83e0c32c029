package dev.holdfast.migration.rehearse.probe;

import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A schema with something for each class of DDL to work on; 100 rows in every table of rows. */
public final class ProbeSchema {
    private static final String DDL = """
            CREATE TABLE t (id int PRIMARY KEY, name varchar(20), note text NOT NULL, amount int, hint text,
                            at timestamptz DEFAULT now(), CONSTRAINT hint_there CHECK (hint IS NOT NULL));
            INSERT INTO t SELECT n, 'n' || n, 'note', n, 'hint' FROM generate_series(1, 100) n;
            ALTER TABLE t ADD CONSTRAINT amount_positive CHECK (amount > 0) NOT VALID;
            CREATE INDEX t_name ON t (name);
            CREATE TABLE parent (id int PRIMARY KEY);
            INSERT INTO parent SELECT generate_series(1, 100);
            CREATE TABLE child (id int PRIMARY KEY, parent_id int, t_id int, FOREIGN KEY (t_id) REFERENCES t);
            INSERT INTO child SELECT n, n, n FROM generate_series(1, 100) n;
            ALTER TABLE child ADD CONSTRAINT child_parent FOREIGN KEY (parent_id) REFERENCES parent NOT VALID;
            CREATE TABLE measure (at date, v int) PARTITION BY RANGE (at);
            CREATE TABLE measure_1 PARTITION OF measure FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
            CREATE TABLE measure_2 (at date, v int);
            INSERT INTO measure_2 SELECT '2026-01-01', n FROM generate_series(1, 100) n;
            CREATE MATERIALIZED VIEW sums AS SELECT id, amount FROM t;
            CREATE UNIQUE INDEX sums_id ON sums (id);
            CREATE VIEW names AS SELECT id, note FROM t;
            CREATE TYPE mood AS ENUM ('glad', 'sad');
            CREATE SEQUENCE counter;
            CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
            CREATE FUNCTION once() RETURNS int LANGUAGE sql VOLATILE AS $$ SELECT 1 $$;
            """;

    private ProbeSchema() {}

    public static TestDatabase create() {
        return EmbeddedPostgres.shared().createDatabase("rehearse-probe", ProbeSchema::fill);
    }

    private static void fill(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(DDL);
        }
    }
}
