package dev.holdfast.migration.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Undo scripts that look right and are not: none of them may pass as exact. */
class UndoProverDiffersTest {
    private static ProvingGround ground;

    @BeforeAll
    static void create() throws Exception {
        ground = new ProvingGround();
    }

    @AfterAll
    static void drop() {
        ground.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        UPDATE item SET price = 9 WHERE id = 1        | UPDATE item SET price = 1.00 WHERE id = 1           | rows of app.item: 3 before and after, but not the same
        UPDATE item SET data = NULL WHERE id = 1      | UPDATE item SET data = '{"b": 2, "a": 1}' WHERE id = 1 | rows of app.item: 3 before and after, but not the same
        UPDATE item SET made = NULL WHERE id = 1      | UPDATE item SET made = '2026-01-01 00:00+01' WHERE id = 1 | rows of app.item: 3 before and after, but not the same
        ALTER TABLE part DROP n                       | ALTER TABLE part ADD n int                          | rows of app.part_a: 3 before and after, but not the same
        TRUNCATE part                                 | SELECT 1                                            | rows of app.part_a: 3 before, 0 after
        DELETE FROM part WHERE n = 1                  | INSERT INTO part VALUES ('2026-01-05', 1), ('2026-01-07', 1) | rows of app.part_a: 3 before and after, but not the same
        UPDATE item SET price = 4 WHERE id = 3; REFRESH MATERIALIZED VIEW kept | UPDATE item SET price = 3 WHERE id = 3 | rows of app.kept: 3 before and after, but not the same
        DROP TABLE word                               | SELECT 1                                            | rows of app.word: 2 before, the table is gone
        SELECT lo_from_bytea(0, 'x')                  | SELECT 1                                            | large objects: 0 before, 1 after
        """)
    void prove_rowsNotAsBefore_differs(String up, String down, String line) throws Exception {
        assertThat(ground.prove(up, down).verdict())
                .isInstanceOfSatisfying(
                        UndoVerdict.Differs.class,
                        differs -> assertThat(differs.rows()).contains(line));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ALTER TABLE item ALTER made DROP DEFAULT      | ALTER TABLE item ALTER made SET DEFAULT 'now'::timestamptz | ~ column app.item made
        ALTER TABLE item ALTER price SET DEFAULT 2    | ALTER TABLE item ALTER price SET DEFAULT 1.00       | ~ column app.item price
        DROP VIEW seen                                | CREATE VIEW seen WITH (security_invoker = true) AS SELECT id, note FROM item; COMMENT ON VIEW seen IS 'what is seen'; REVOKE ALL ON seen FROM proof_reader | - grant app.seen proof_reader
        DROP VIEW seen                                | CREATE VIEW seen WITH (security_invoker = true) AS SELECT id, note FROM item; GRANT SELECT ON seen TO proof_reader | - comment app.seen
        DROP VIEW seen                                | CREATE VIEW seen AS SELECT id, note FROM item; GRANT SELECT ON seen TO proof_reader; COMMENT ON VIEW seen IS 'what is seen' | ~ view app.seen
        SELECT setval('counter', 5, false)            | SELECT 1                                            | ~ sequence app.counter: value 1 next -> value 5 next
        SELECT nextval('counter')                     | SELECT 1                                            | ~ sequence app.counter: value
        INSERT INTO owner (name) VALUES ('third')     | DELETE FROM owner WHERE name = 'third'              | ~ sequence app.owner_id_seq: value
        DROP INDEX item_note_ix                       | CREATE INDEX item_note_ix ON item (note)            | ~ index app.item item_note_ix
        DROP INDEX item_note_ix                       | SELECT 1                                            | - index app.item item_note_ix
        DROP TRIGGER item_touch ON item               | CREATE TRIGGER item_touch BEFORE UPDATE ON item FOR EACH ROW EXECUTE FUNCTION touch() | ~ trigger app.item item_touch
        DROP TRIGGER item_touch ON item               | SELECT 1                                            | - trigger app.item item_touch
        DROP POLICY item_all ON item                  | CREATE POLICY item_all ON item USING (id >= 0)      | ~ policy app.item item_all
        DROP RULE item_keep ON item                   | SELECT 1                                            | - rule app.item item_keep
        ALTER TABLE item ALTER note SET STATISTICS 1  | ALTER TABLE item ALTER note SET STATISTICS -1       | ~ column app.item note
        DROP STATISTICS item_related                  | CREATE STATISTICS item_related (mcv) ON id, note FROM item | ~ statistics app.item item_related
        ALTER TABLE item OWNER TO proof_reader        | SELECT 1                                            | ~ table app.item
        ALTER FUNCTION touch() OWNER TO proof_reader  | SELECT 1                                            | ~ function app.touch
        ALTER TABLE owner ALTER id DROP IDENTITY      | CREATE SEQUENCE owner_id_seq OWNED BY owner.id; ALTER TABLE owner ALTER id SET DEFAULT nextval('owner_id_seq') | ~ column app.owner id
        ALTER TABLE item DROP CONSTRAINT item_owner_fk | ALTER TABLE item ADD CONSTRAINT item_owner_fk FOREIGN KEY (owner_id) REFERENCES owner | ~ constraint app.item item_owner_fk
        ALTER TABLE item VALIDATE CONSTRAINT item_price_ck | SELECT 1                                       | ~ constraint app.item item_price_ck
        ALTER TABLE child DROP CONSTRAINT child_fk    | ALTER TABLE child ADD CONSTRAINT child_fk FOREIGN KEY (parent) REFERENCES child DEFERRABLE | ~ constraint app.child child_fk
        ALTER TABLE child DISABLE TRIGGER ALL         | SELECT 1                                            | ~ constraint app.child child_fk
        ALTER TABLE item DROP twice                   | ALTER TABLE item ADD twice numeric; UPDATE item SET twice = price * 2 | ~ column app.item twice
        ALTER TABLE word ALTER w TYPE text            | SELECT 1                                            | ~ column app.word w
        ALTER TABLE item RESET (fillfactor)           | SELECT 1                                            | ~ table app.item
        ALTER TABLE item RESET (toast.autovacuum_enabled) | SELECT 1                                        | ~ table app.item
        ALTER TABLE item REPLICA IDENTITY DEFAULT     | SELECT 1                                            | ~ table app.item
        ALTER TABLE item ALTER note SET STORAGE MAIN  | ALTER TABLE item ALTER note SET STORAGE EXTENDED    | ~ column app.item note
        ALTER TABLE item ENABLE ROW LEVEL SECURITY    | SELECT 1                                            | ~ table app.item
        ALTER DEFAULT PRIVILEGES IN SCHEMA app REVOKE SELECT ON TABLES FROM proof_reader | SELECT 1         | - default grant app
        ALTER DEFAULT PRIVILEGES GRANT USAGE ON SCHEMAS TO PUBLIC | SELECT 1                                | + default grant
        ALTER TABLE part DETACH PARTITION part_a      | ALTER TABLE part ATTACH PARTITION part_a FOR VALUES FROM ('2026-01-01') TO ('2026-03-01') | ~ table app.part_a
        DROP PUBLICATION told                         | CREATE PUBLICATION told FOR TABLE item              | ~ publication told
        CREATE PUBLICATION nothing                    | SELECT 1                                            | + publication nothing
        CREATE OR REPLACE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql VOLATILE AS $$ BEGIN RETURN old; END $$ | CREATE OR REPLACE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$ | ~ function app.touch
        ALTER MATERIALIZED VIEW kept SET (fillfactor = 50) | REFRESH MATERIALIZED VIEW kept WITH NO DATA    | ~ view app.kept
        CREATE SCHEMA left_behind                     | SELECT 1                                            | + schema left_behind
        CREATE SCHEMA left_behind; CREATE TABLE left_behind.t () | DROP TABLE left_behind.t                 | + schema left_behind
        DROP COLLATION german                         | CREATE COLLATION german (provider = libc, locale = 'POSIX') | ~ collation app.german
        CREATE OPERATOR CLASS down_ops FOR TYPE int USING btree AS OPERATOR 1 <, FUNCTION 1 btint4cmp(int, int) | DROP OPERATOR CLASS down_ops USING btree | + operator family app.down_ops
        CREATE OPERATOR ~~~ (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq) | SELECT 1                   | + operator app.~~~
        CREATE CAST (mood AS int) WITH INOUT          | SELECT 1                                            | + cast app.mood AS integer
        CREATE CONVERSION turned FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8 | SELECT 1                   | + conversion app.turned
        CREATE TEXT SEARCH CONFIGURATION plain (COPY = pg_catalog.simple) | ALTER TEXT SEARCH CONFIGURATION plain DROP MAPPING FOR word | + text search app.plain configuration
        CREATE TEXT SEARCH DICTIONARY plain_dict (TEMPLATE = simple) | SELECT 1                             | + text search app.plain_dict dictionary
        DROP EVENT TRIGGER watching                   | CREATE EVENT TRIGGER watching ON sql_drop EXECUTE FUNCTION watch() | ~ event trigger watching
        ALTER EVENT TRIGGER watching DISABLE          | SELECT 1                                            | ~ event trigger watching
        CREATE LANGUAGE plmine HANDLER plpgsql_call_handler | SELECT 1                                      | + language plmine
        ALTER SERVER away OPTIONS (SET host 'other.example') | SELECT 1                                     | ~ foreign server away
        ALTER FOREIGN TABLE beyond OPTIONS (SET place 'second') | SELECT 1                                  | ~ table app.beyond
        ALTER USER MAPPING FOR CURRENT_USER SERVER away OPTIONS (SET password 'hunter2') | SELECT 1         | ~ user mapping away
        GRANT USAGE ON FOREIGN SERVER away TO proof_reader | SELECT 1                                       | + grant away server proof_reader
        REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC  | SELECT 1                                            | - grant plpgsql language public
        COMMENT ON PUBLICATION told IS 'x'            | SELECT 1                                            | + comment told publication
        COMMENT ON EXTENSION plpgsql IS 'x'           | SELECT 1                                            | ~ comment plpgsql extension
        COMMENT ON COLLATION german IS 'x'            | SELECT 1                                            | + comment app.german collation
        ALTER TABLE paired NOT OF                     | SELECT 1                                            | ~ table app.paired
        ALTER TYPE pair ADD ATTRIBUTE c int CASCADE   | ALTER TYPE pair DROP ATTRIBUTE a CASCADE            | column app.pair
        CREATE SUBSCRIPTION heard CONNECTION 'host=db.example password=hunter2' PUBLICATION p WITH (connect = false, enabled = false, slot_name = NONE, create_slot = false) | SELECT 1 | + subscription heard
        """)
    void prove_catalogNotAsBefore_differs(String up, String down, String line) throws Exception {
        assertThat(ground.prove(up, down).verdict()).isInstanceOfSatisfying(UndoVerdict.Differs.class, differs -> {
            assertThat(String.join("\n", differs.catalog())).contains(line);
            assertThat(differs.lines()).allSatisfy(one -> assertThat(one).doesNotContain("hunter2", "\n"));
            assertThat(differs.isProven()).isFalse();
        });
    }

    @Test
    void proveOn_enumValueLeftBehind_differs() throws Exception {
        try (ProvingGround scratch = new ProvingGround()) {
            UndoPair pair = ProvingGround.pair("ALTER TYPE mood ADD VALUE 'sad'", "-- cannot\nSELECT 1");
            assertThat(ProvingGround.prover()
                            .proveOn(scratch.database().dataSource(), pair)
                            .verdict()
                            .lines())
                    .singleElement()
                    .asString()
                    .startsWith("~ type app.mood: enum 'calm', 'wild'");
        }
    }

    @Test
    void proveOn_concurrentIndexAndOwnCommits_areRun() throws Exception {
        try (ProvingGround scratch = new ProvingGround()) {
            UndoPair exact = ProvingGround.pair(
                    "CREATE INDEX CONCURRENTLY c ON item (price); BEGIN; CREATE TABLE t (); COMMIT",
                    "DROP INDEX CONCURRENTLY c; DROP TABLE t");
            UndoProof proof = ProvingGround.prover().proveOn(scratch.database().dataSource(), exact);
            assertThat(proof.verdict()).isEqualTo(new UndoVerdict.Exact());
            assertThat(proof.rows()).isEqualTo(14);
            UndoPair lossy = ProvingGround.pair("CREATE TABLE t (); COMMIT", "SELECT 1");
            assertThat(ProvingGround.prover()
                            .proveOn(scratch.database().dataSource(), lossy)
                            .verdict())
                    .isInstanceOf(UndoVerdict.Differs.class);
        }
    }
}
