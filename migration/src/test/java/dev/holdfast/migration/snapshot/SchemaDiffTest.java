package dev.holdfast.migration.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.metric.Ticker;
import dev.holdfast.migration.snapshot.CatalogObject.Kind;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaDiffTest {
    private static final String SCHEMA = """
            CREATE SCHEMA s;
            CREATE TYPE s.mood AS ENUM ('calm', 'wild');
            CREATE DOMAIN s.positive AS int CONSTRAINT positive_ck CHECK (value > 0);
            CREATE DOMAIN s.word AS text COLLATE "C";
            CREATE TYPE s.span AS RANGE (subtype = text, collation = "C");
            CREATE AGGREGATE s.total (int) (SFUNC = int4pl, STYPE = int, INITCOND = '0');
            CREATE TABLE s.parent (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
            CREATE TABLE s.child (id bigint PRIMARY KEY, parent_id bigint CONSTRAINT child_fk REFERENCES s.parent,
                note text DEFAULT 'none', amount numeric(5, 1) NOT NULL DEFAULT 1.0, twice numeric GENERATED ALWAYS AS (amount * 2) STORED,
                made timestamptz DEFAULT now());
            CREATE INDEX child_ix ON s.child (note);
            CREATE INDEX expression_ix ON s.child (lower(note));
            CREATE STATISTICS s.related (dependencies) ON id, note FROM s.child;
            CREATE RULE child_rule AS ON DELETE TO s.child WHERE old.id < 0 DO INSTEAD NOTHING;
            CREATE PUBLICATION told FOR TABLE s.parent;
            CREATE SEQUENCE s.counter;
            CREATE FUNCTION s.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
            CREATE TRIGGER child_tr BEFORE UPDATE ON s.child FOR EACH ROW EXECUTE FUNCTION s.touch();
            CREATE VIEW s.seen AS SELECT id FROM s.child;
            CREATE POLICY child_pol ON s.child USING (id > 0);
            COMMENT ON TABLE s.child IS 'a child';
            GRANT SELECT ON s.child TO PUBLIC;
            """;

    private TestDatabase database;

    @BeforeEach
    void create() throws Exception {
        database = EmbeddedPostgres.shared().createDatabase();
        database.execute(SCHEMA);
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private SchemaSnapshot snapshot() {
        return SchemaSnapshot.take(database.dataSource(), SnapshotScope.of("s"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        COLUMN     | ALTER TABLE s.child ALTER note TYPE varchar(9)                   | ALTER TABLE s.child ALTER note TYPE text
        COLUMN     | ALTER TABLE s.child ALTER amount TYPE numeric(6, 1) USING 1, ALTER twice DROP EXPRESSION |
        COLUMN     | ALTER TABLE s.child ALTER note SET DEFAULT 'x'                   | ALTER TABLE s.child ALTER note SET DEFAULT 'none'
        COLUMN     | ALTER TABLE s.child ALTER amount SET DEFAULT 1.00                | ALTER TABLE s.child ALTER amount SET DEFAULT 1.0
        COLUMN     | ALTER TABLE s.child ALTER made SET DEFAULT '2026-01-01 00:00+00' | ALTER TABLE s.child ALTER made SET DEFAULT now()
        COLUMN     | ALTER TABLE s.child ALTER note SET NOT NULL                      | ALTER TABLE s.child ALTER note DROP NOT NULL
        COLUMN     | ALTER TABLE s.child ALTER twice DROP EXPRESSION                  |
        COLUMN     | ALTER TABLE s.parent ALTER id DROP IDENTITY                      |
        COLUMN     | ALTER TABLE s.child DROP note, ADD note text DEFAULT 'none'      |
        COLUMN     | ALTER TABLE s.child ALTER note TYPE text COLLATE "C"             | ALTER TABLE s.child ALTER note TYPE text
        CONSTRAINT | ALTER TABLE s.child ADD CONSTRAINT ck CHECK (id > 0)             | ALTER TABLE s.child DROP CONSTRAINT ck
        CONSTRAINT | ALTER TABLE s.child DROP CONSTRAINT child_fk                     |
        INDEX      | CREATE UNIQUE INDEX u ON s.child (note)                          | DROP INDEX s.u
        INDEX      | DROP INDEX s.child_ix; CREATE INDEX child_ix ON s.child (note DESC) |
        TRIGGER    | ALTER TABLE s.child DISABLE TRIGGER child_tr                     | ALTER TABLE s.child ENABLE TRIGGER child_tr
        TRIGGER    | ALTER TABLE s.child ENABLE ALWAYS TRIGGER child_tr               | ALTER TABLE s.child ENABLE TRIGGER child_tr
        TRIGGER    | DROP TRIGGER child_tr ON s.child                                 |
        FUNCTION   | CREATE OR REPLACE FUNCTION s.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN null; END $$ |
        GRANT      | REVOKE SELECT ON s.child FROM PUBLIC                             | GRANT SELECT ON s.child TO PUBLIC
        GRANT      | GRANT UPDATE (note) ON s.child TO PUBLIC                         |
        GRANT      | GRANT USAGE ON SCHEMA s TO PUBLIC                                | REVOKE USAGE ON SCHEMA s FROM PUBLIC
        GRANT      | REVOKE EXECUTE ON FUNCTION s.touch() FROM PUBLIC                 | GRANT EXECUTE ON FUNCTION s.touch() TO PUBLIC
        COMMENT    | COMMENT ON TABLE s.child IS 'other'                              | COMMENT ON TABLE s.child IS 'a child'
        COMMENT    | COMMENT ON COLUMN s.child.note IS 'x'                            | COMMENT ON COLUMN s.child.note IS NULL
        SEQUENCE   | ALTER SEQUENCE s.counter INCREMENT 2                             | ALTER SEQUENCE s.counter INCREMENT 1
        SEQUENCE   | ALTER SEQUENCE s.counter OWNED BY s.child.id                     | ALTER SEQUENCE s.counter OWNED BY NONE
        VIEW       | CREATE OR REPLACE VIEW s.seen AS SELECT id FROM s.child WHERE true AND id > 1 | CREATE OR REPLACE VIEW s.seen AS SELECT id FROM s.child
        TYPE       | ALTER TYPE s.mood ADD VALUE 'sad'                                |
        TYPE       | ALTER DOMAIN s.positive SET NOT NULL                             | ALTER DOMAIN s.positive DROP NOT NULL
        POLICY     | ALTER POLICY child_pol ON s.child USING (id > 1)                 | ALTER POLICY child_pol ON s.child USING (id > 0)
        TABLE      | ALTER TABLE s.child ENABLE ROW LEVEL SECURITY                    | ALTER TABLE s.child DISABLE ROW LEVEL SECURITY
        TABLE      | ALTER TABLE s.child SET (fillfactor = 70)                        | ALTER TABLE s.child RESET (fillfactor)
        TABLE      | CREATE ACCESS METHOD pile TYPE TABLE HANDLER heap_tableam_handler; ALTER TABLE s.child SET ACCESS METHOD pile | ALTER TABLE s.child SET ACCESS METHOD heap
        CONSTRAINT | ALTER TABLE s.child DISABLE TRIGGER ALL                          | ALTER TABLE s.child ENABLE TRIGGER ALL
        CONSTRAINT | ALTER TABLE s.parent DISABLE TRIGGER ALL                         | ALTER TABLE s.parent ENABLE TRIGGER ALL
        COLUMN     | ALTER TABLE s.child ALTER note SET STATISTICS 500                | ALTER TABLE s.child ALTER note SET STATISTICS -1
        INDEX      | ALTER INDEX s.expression_ix ALTER COLUMN 1 SET STATISTICS 500    | ALTER INDEX s.expression_ix ALTER COLUMN 1 SET STATISTICS -1
        FUNCTION   | CREATE OR REPLACE AGGREGATE s.total (int) (SFUNC = int4pl, STYPE = int, INITCOND = '1') | CREATE OR REPLACE AGGREGATE s.total (int) (SFUNC = int4pl, STYPE = int, INITCOND = '0')
        FUNCTION   | CREATE OR REPLACE AGGREGATE s.total (int) (SFUNC = int4mi, STYPE = int, INITCOND = '0') | CREATE OR REPLACE AGGREGATE s.total (int) (SFUNC = int4pl, STYPE = int, INITCOND = '0')
        FUNCTION   | CREATE OR REPLACE AGGREGATE s.total (int) (SFUNC = int4pl, STYPE = int, INITCOND = '0', SORTOP = <) | CREATE OR REPLACE AGGREGATE s.total (int) (SFUNC = int4pl, STYPE = int, INITCOND = '0')
        STATISTICS | CREATE STATISTICS s.more (ndistinct) ON note, amount FROM s.child | DROP STATISTICS s.more
        STATISTICS | DROP STATISTICS s.related; CREATE STATISTICS s.related (mcv) ON id, note FROM s.child | DROP STATISTICS s.related; CREATE STATISTICS s.related (dependencies) ON id, note FROM s.child
        STATISTICS | ALTER STATISTICS s.related SET STATISTICS 500                    | ALTER STATISTICS s.related SET STATISTICS -1
        COMMENT    | COMMENT ON STATISTICS s.related IS 'x'                           | COMMENT ON STATISTICS s.related IS NULL
        COMMENT    | COMMENT ON CONSTRAINT positive_ck ON DOMAIN s.positive IS 'x'    | COMMENT ON CONSTRAINT positive_ck ON DOMAIN s.positive IS NULL
        COMMENT    | COMMENT ON RULE child_rule ON s.child IS 'x'                     | COMMENT ON RULE child_rule ON s.child IS NULL
        DEFAULT_GRANT | ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC     | ALTER DEFAULT PRIVILEGES REVOKE SELECT ON TABLES FROM PUBLIC
        DEFAULT_GRANT | ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC | ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO PUBLIC
        DEFAULT_GRANT | ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT SELECT ON TABLES TO PUBLIC | ALTER DEFAULT PRIVILEGES IN SCHEMA s REVOKE SELECT ON TABLES FROM PUBLIC
        PUBLICATION | CREATE PUBLICATION p FOR TABLE s.child                          | DROP PUBLICATION p
        PUBLICATION | CREATE PUBLICATION p FOR ALL TABLES                             | DROP PUBLICATION p
        PUBLICATION | CREATE PUBLICATION p FOR TABLES IN SCHEMA s                     | DROP PUBLICATION p
        PUBLICATION | ALTER PUBLICATION told SET (publish = 'insert')                 | ALTER PUBLICATION told SET (publish = 'insert, update, delete, truncate')
        PUBLICATION | ALTER PUBLICATION told SET TABLE s.parent WHERE (id > 1)        | ALTER PUBLICATION told SET TABLE s.parent
        TYPE       | DROP DOMAIN s.word; CREATE DOMAIN s.word AS text                 | DROP DOMAIN s.word; CREATE DOMAIN s.word AS text COLLATE "C"
        TYPE       | DROP TYPE s.span; CREATE TYPE s.span AS RANGE (subtype = text)   | DROP TYPE s.span; CREATE TYPE s.span AS RANGE (subtype = text, collation = "C")
        RULE       | CREATE RULE r AS ON DELETE TO s.child DO INSTEAD NOTHING         | DROP RULE r ON s.child
        """)
    void diff_oneChange_isSeenAndGoneWhenTakenBack(Kind kind, String change, String back) throws Exception {
        SchemaSnapshot before = snapshot();
        assertThat(before.diff(snapshot()).isEmpty()).isTrue();
        database.execute(change);
        SchemaDiff diff = before.diff(snapshot());
        assertThat(diff.changes()).extracting(one -> one.object().kind()).contains(kind);
        assertThat(diff.print()).doesNotContain("\n\n");
        if (back != null) {
            database.execute(back);
            assertThat(before.diff(snapshot()).print()).isEmpty();
            assertThat(snapshot()).isEqualTo(before).hasSameHashCodeAs(before);
        }
    }

    @Test
    void diff_foreignKeyOff_saysWhichChecks() throws Exception {
        SchemaSnapshot before = snapshot();
        database.execute("ALTER TABLE s.child DISABLE TRIGGER ALL");
        assertThat(before.diff(snapshot()).print())
                .contains("~ constraint s.child child_fk: ")
                .contains("\"RI_FKey_check_ins\" on s.child DISABLED, \"RI_FKey_check_upd\" on s.child DISABLED");
        database.execute("INSERT INTO s.child (id, parent_id) VALUES (1, 4711)");
    }

    /** A tablespace is made outside a transaction, and belongs to the cluster. */
    @Test
    void diff_indexTablespace_isSeenAndGoneWhenTakenBack() throws Exception {
        SchemaSnapshot before = snapshot();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET allow_in_place_tablespaces = on");
            statement.execute("CREATE TABLESPACE schema_diff_space LOCATION ''");
            try {
                statement.execute("ALTER INDEX s.child_ix SET TABLESPACE schema_diff_space");
                assertThat(before.diff(snapshot()).print()).endsWith(" tablespace schema_diff_space");
                statement.execute("ALTER INDEX s.child_ix SET TABLESPACE pg_default");
                assertThat(before.diff(snapshot()).print()).isEmpty();
            } finally {
                statement.execute("ALTER INDEX s.child_ix SET TABLESPACE pg_default");
                statement.execute("DROP TABLESPACE schema_diff_space");
            }
        }
    }

    /** A role that cannot create here grants nothing here. */
    @Test
    void diff_defaultPrivilegesOfARoleThatCannotCreateHere_areNone() throws Exception {
        database.execute("CREATE ROLE schema_diff_stranger");
        try {
            SchemaSnapshot before = snapshot();
            database.execute("ALTER DEFAULT PRIVILEGES FOR ROLE schema_diff_stranger GRANT SELECT ON TABLES TO PUBLIC");
            assertThat(before.diff(snapshot()).print()).isEmpty();
        } finally {
            database.execute("DROP OWNED BY schema_diff_stranger; DROP ROLE schema_diff_stranger");
        }
    }

    @Test
    void diff_sequenceValue_countsOnlyWhenAskedFor() throws Exception {
        SnapshotScope withValues = SnapshotScope.of("s").includingSequenceValues();
        SchemaSnapshot plain = snapshot();
        SchemaSnapshot valued = SchemaSnapshot.take(database.dataSource(), withValues);
        database.execute("SELECT nextval('s.counter')");
        assertThat(plain.diff(snapshot()).isEmpty()).isTrue();
        assertThat(valued.diff(SchemaSnapshot.take(database.dataSource(), withValues))
                        .print())
                .contains("~ sequence s.counter")
                .contains("; value 1 next -> ")
                .endsWith("value 1");
    }

    @Test
    void diff_print_saysWhatCameWentAndChanged() throws Exception {
        SchemaSnapshot before = snapshot();
        database.execute(
                "ALTER TABLE s.child ALTER note SET DEFAULT 'some'; DROP INDEX s.child_ix; CREATE INDEX x ON s.child (note)");
        assertThat(before.diff(snapshot()).print()).isEqualTo("""
                        ~ column s.child note: #3 text default 'none'::text -> #3 text default 'some'::text
                        - index s.child child_ix: CREATE INDEX child_ix ON s.child USING btree (note)
                        + index s.child x: CREATE INDEX x ON s.child USING btree (note)""");
    }

    @Test
    void take_searchPathOfTheSession_makesNoDifference() throws Exception {
        SchemaSnapshot before = snapshot();
        database.execute("ALTER ROLE CURRENT_USER IN DATABASE " + database.name() + " SET search_path = s, public");
        assertThat(before.diff(snapshot()).print()).isEmpty();
    }

    /** What a type's own place in a table is not: part of a value. */
    @Test
    void isColumnOrderOnly_attributeOfATypeMoved_isFalse() throws Exception {
        database.execute("CREATE TYPE s.pair AS (a int, b int)");
        SchemaSnapshot before = snapshot();
        database.execute("ALTER TYPE s.pair DROP ATTRIBUTE a, ADD ATTRIBUTE a int");
        assertThat(before.diff(snapshot()).changes()).hasSize(2);
        assertThat(before.diff(snapshot()).isColumnOrderOnly()).isFalse();
    }

    @Test
    void isColumnOrderOnly_placeAloneOrMore_tellsThemApart() throws Exception {
        SchemaSnapshot before = snapshot();
        assertThat(before.diff(snapshot()).isColumnOrderOnly()).isFalse();
        database.execute("ALTER TABLE s.child DROP made, ADD made timestamptz DEFAULT now()");
        assertThat(before.diff(snapshot()).changes()).isEmpty();
        database.execute("ALTER TABLE s.child ADD last int, DROP made, ADD made timestamptz DEFAULT now();"
                + " ALTER TABLE s.child DROP last");
        assertThat(before.diff(snapshot()).changes()).isEmpty();
        database.execute("CREATE TABLE s.moved (a int, b int)");
        SchemaSnapshot moved = snapshot();
        database.execute("ALTER TABLE s.moved DROP a, ADD a int");
        assertThat(moved.diff(snapshot()).isColumnOrderOnly()).isTrue();
        database.execute("ALTER TABLE s.moved ALTER a SET NOT NULL");
        assertThat(moved.diff(snapshot()).isColumnOrderOnly()).isFalse();
    }

    @Test
    void take_everything_seesWhatIsInNoSchemaGiven() throws Exception {
        SchemaSnapshot before = SchemaSnapshot.take(database.dataSource(), SnapshotScope.everything());
        SchemaSnapshot one = snapshot();
        database.execute(
                "CREATE SCHEMA t; CREATE CAST (s.mood AS int) WITH INOUT; COMMENT ON CAST (s.mood AS int) IS 'x'");
        assertThat(before.diff(SchemaSnapshot.take(database.dataSource(), SnapshotScope.everything()))
                        .changes())
                .extracting(change -> change.object().kind())
                .contains(Kind.SCHEMA, Kind.CAST, Kind.COMMENT);
        assertThat(one.diff(snapshot()).changes()).isEmpty();
    }

    @Test
    void take_schemaAbsent_isEmpty() {
        assertThat(SchemaSnapshot.take(database.dataSource(), SnapshotScope.of("nowhere"))
                        .definitions())
                .isEmpty();
    }

    /** The bound is wide: a query that reads the catalog once for each table would still miss it. */
    @Test
    void take_150Tables_isQuick() throws Exception {
        database.execute("DO $$ BEGIN FOR i IN 1..150 LOOP EXECUTE format('CREATE TABLE s.t%s (id bigint PRIMARY KEY,"
                + " a text NOT NULL, b int DEFAULT 1, c timestamptz, d text UNIQUE)', i); END LOOP; END $$");
        assertThat(snapshot().definitions()).hasSizeGreaterThan(150 * 7);
        Ticker ticker = Ticker.system();
        Duration best = Duration.ofHours(1);
        for (int i = 0; i < 5; i++) {
            long start = ticker.read();
            SchemaSnapshot taken = snapshot();
            Duration took = ticker.elapsed(start);
            assertThat(taken.definitions()).isNotEmpty();
            best = took.compareTo(best) < 0 ? took : best;
        }
        assertThat(best).isLessThan(Duration.ofSeconds(2));
    }
}
