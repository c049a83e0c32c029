package dev.holdfast.migration.proof;

import dev.holdfast.migration.script.ScriptFile;
import dev.holdfast.migration.snapshot.SnapshotScope;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** A database with something of everything, and rows in it, on which pairs are tried. */
final class ProvingGround implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-21T10:15:30.123456Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final String ROLES = """
            DO $$ BEGIN
                IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'proof_reader') THEN
                    CREATE ROLE proof_reader;
                END IF;
            END $$
            """;
    private static final String SCHEMA = """
            CREATE SCHEMA app;
            SET search_path = app;
            CREATE TYPE mood AS ENUM ('calm', 'wild');
            CREATE TABLE owner (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL);
            INSERT INTO owner (name) VALUES ('first'), ('second');
            CREATE TABLE item (
                id bigint PRIMARY KEY, spare text, owner_id bigint, price numeric NOT NULL DEFAULT 1.0,
                data json, made timestamptz DEFAULT now(), twice numeric GENERATED ALWAYS AS (price * 2) STORED,
                feeling mood DEFAULT 'calm', note text DEFAULT 'none');
            INSERT INTO item (id, owner_id, price, data, made, note) VALUES
                (1, 1, 1.0, '{"a": 1, "b": 2}', '2026-01-01 00:00+00', 'one'),
                (2, 2, 2.50, '{"b": 1}', '2026-01-02 00:00+00', 'two'), (3, NULL, 3, NULL, NULL, NULL);
            ALTER TABLE item ADD CONSTRAINT item_owner_fk FOREIGN KEY (owner_id) REFERENCES owner NOT VALID;
            ALTER TABLE item ADD CONSTRAINT item_price_ck CHECK (price > 0) NOT VALID;
            CREATE INDEX item_note_ix ON item (note) WITH (fillfactor = 80);
            CREATE STATISTICS item_related (dependencies) ON id, note FROM item;
            ALTER TABLE item ALTER note SET STATISTICS 500, ALTER note SET STORAGE EXTERNAL;
            ALTER TABLE item SET (fillfactor = 70, toast.autovacuum_enabled = false);
            ALTER TABLE item REPLICA IDENTITY FULL;
            CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql STABLE AS $$ BEGIN RETURN new; END $$;
            CREATE TRIGGER item_touch BEFORE UPDATE ON item FOR EACH ROW EXECUTE FUNCTION touch();
            ALTER TABLE item DISABLE TRIGGER item_touch;
            CREATE POLICY item_all ON item USING (id > 0);
            CREATE RULE item_keep AS ON DELETE TO item WHERE old.id < 0 DO INSTEAD NOTHING;
            CREATE VIEW seen WITH (security_invoker = true) AS SELECT id, note FROM item;
            GRANT SELECT ON seen TO proof_reader;
            COMMENT ON VIEW seen IS 'what is seen';
            CREATE MATERIALIZED VIEW kept AS SELECT id, price FROM item;
            CREATE SEQUENCE counter;
            CREATE TABLE part (day date NOT NULL, n int) PARTITION BY RANGE (day);
            CREATE TABLE part_a PARTITION OF part FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
            INSERT INTO part VALUES ('2026-01-05', 1), ('2026-01-05', 1), ('2026-01-06', 2);
            CREATE PUBLICATION told FOR TABLE item WITH (publish = 'insert');
            CREATE COLLATION german (provider = libc, locale = 'C');
            CREATE TABLE word (w text COLLATE "C");
            INSERT INTO word VALUES ('a'), ('b');
            CREATE TABLE child (id int PRIMARY KEY, parent int CONSTRAINT child_fk REFERENCES child
                DEFERRABLE INITIALLY DEFERRED);
            INSERT INTO child VALUES (1, NULL);
            ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO proof_reader;
            CREATE FOREIGN DATA WRAPPER far;
            CREATE SERVER away FOREIGN DATA WRAPPER far OPTIONS (host 'db.example');
            CREATE USER MAPPING FOR CURRENT_USER SERVER away OPTIONS (password 'correct horse');
            CREATE FOREIGN TABLE beyond (id int) SERVER away OPTIONS (place 'first');
            CREATE FUNCTION watch() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$;
            CREATE EVENT TRIGGER watching ON ddl_command_end EXECUTE FUNCTION watch();
            CREATE TYPE pair AS (a int, b int);
            CREATE TABLE paired OF pair;
            RESET search_path;
            """;

    private final TestDatabase database;

    ProvingGround() throws Exception {
        database = EmbeddedPostgres.shared().createDatabase();
        database.execute(ROLES);
        database.execute(SCHEMA);
    }

    TestDatabase database() {
        return database;
    }

    static UndoProver prover() {
        return UndoProver.of(SnapshotScope.everything(), "app", CLOCK);
    }

    static UndoPair pair(String up, String down) {
        return new UndoPair(
                new ScriptFile("memory", "V1__x.sql", up), Optional.of(new ScriptFile("memory", "U1__x.sql", down)));
    }

    /** In a transaction that is rolled back. */
    UndoProof prove(String up, String down) throws Exception {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            UndoProof proof = prover().prove(connection, pair(up, down));
            connection.rollback();
            return proof;
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
