package dev.holdfast.examples.benchmarks.catalog;

import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;

/** A schema as an application of some years has one: each table with keys, checks, indexes, comments; views and functions. */
final class LibrarySchema {
    private static final String FILL = """
            CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.changed := now(); RETURN NEW; END $$;
            DO $fill$ BEGIN
            FOR n IN 1..%d LOOP
                EXECUTE format($t$
                    CREATE TABLE %%1$I (
                        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                        parent bigint REFERENCES %%2$I (id), code text NOT NULL UNIQUE, title text NOT NULL DEFAULT '',
                        price numeric(10, 2) CHECK (price >= 0), day date, active boolean NOT NULL DEFAULT true,
                        detail jsonb, changed timestamptz NOT NULL DEFAULT now());
                    COMMENT ON TABLE %%1$I IS 'One of many; the others are like it';
                    COMMENT ON COLUMN %%1$I.price IS 'In euros';
                    CREATE INDEX ON %%1$I (parent);
                    CREATE INDEX ON %%1$I (day) WHERE active;
                    GRANT SELECT ON %%1$I TO pg_monitor;
                    $t$, 'table_' || n, 'table_' || greatest(1, n - 1));
                IF n %% 4 = 0 THEN
                    EXECUTE format('CREATE TRIGGER touch BEFORE UPDATE ON %%I FOR EACH ROW EXECUTE FUNCTION touch()',
                        'table_' || n);
                END IF;
                IF n %% 5 = 0 THEN
                    EXECUTE format('CREATE VIEW %%I AS SELECT id, code, price FROM %%I WHERE active',
                        'view_' || n, 'table_' || n);
                    EXECUTE format('CREATE FUNCTION %%I(a int, b int) RETURNS int LANGUAGE sql AS ''SELECT a + b''',
                        'sum_' || n);
                END IF;
            END LOOP; END $fill$;
            """;

    private LibrarySchema() {}

    /** Fills the database's public schema with so many tables, an index of each and a view of every fifth. */
    static void fill(TestDatabase database, int tables) throws SQLException {
        database.execute(FILL.formatted(tables));
        database.execute("VACUUM ANALYZE");
    }
}
