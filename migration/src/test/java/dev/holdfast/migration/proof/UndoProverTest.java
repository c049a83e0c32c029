package dev.holdfast.migration.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.migration.script.ScriptFile;
import dev.holdfast.migration.snapshot.SchemaSnapshot;
import dev.holdfast.migration.snapshot.SnapshotScope;
import dev.holdfast.migration.snapshot.rows.DataSnapshot;
import java.sql.Connection;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UndoProverTest {
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
        ALTER TABLE item ADD extra int NOT NULL DEFAULT 7              | ALTER TABLE item DROP extra
        CREATE TABLE fresh (id serial PRIMARY KEY); INSERT INTO fresh VALUES (1) | DROP TABLE fresh
        CREATE INDEX x ON item (price)                                 | DROP INDEX x
        DROP INDEX item_note_ix                                        | CREATE INDEX item_note_ix ON item (note) WITH (fillfactor = 80)
        ALTER TABLE item RENAME note TO remark                         | ALTER TABLE item RENAME remark TO note
        ALTER TABLE child ALTER id TYPE bigint                         | ALTER TABLE child ALTER id TYPE int
        UPDATE item SET price = price + 0.25                           | UPDATE item SET price = CASE id WHEN 1 THEN 1.0 WHEN 2 THEN 2.50 ELSE 3 END
        DELETE FROM word                                               | INSERT INTO word VALUES ('b'), ('a')
        GRANT UPDATE ON item TO proof_reader                           | REVOKE UPDATE ON item FROM proof_reader
        REVOKE USAGE ON TYPE mood FROM PUBLIC                          | GRANT USAGE ON TYPE mood TO PUBLIC
        COMMENT ON COLUMN item.note IS 'x'                             | COMMENT ON COLUMN item.note IS NULL
        CREATE TYPE size AS ENUM ('s', 'l')                            | DROP TYPE size
        ALTER TABLE item ENABLE TRIGGER item_touch                     | ALTER TABLE item DISABLE TRIGGER item_touch
        ALTER TABLE part DETACH PARTITION part_a                       | ALTER TABLE part ATTACH PARTITION part_a FOR VALUES FROM ('2026-01-01') TO ('2026-02-01')
        CREATE OR REPLACE VIEW seen WITH (security_invoker = true) AS SELECT id, note FROM item WHERE id > 1 | CREATE OR REPLACE VIEW seen WITH (security_invoker = true) AS SELECT id, note FROM item
        DROP VIEW seen                                                 | CREATE VIEW seen WITH (security_invoker = true) AS SELECT id, note FROM item; GRANT SELECT ON seen TO proof_reader; COMMENT ON VIEW seen IS 'what is seen'
        ALTER TABLE item ALTER made SET DEFAULT '2026-01-01'           | ALTER TABLE item ALTER made SET DEFAULT now()
        ALTER TABLE item ALTER feeling DROP DEFAULT, ALTER feeling TYPE text; DROP TYPE mood | CREATE TYPE mood AS ENUM ('calm', 'wild'); ALTER TABLE item ALTER feeling TYPE mood USING feeling::mood, ALTER feeling SET DEFAULT 'calm'
        SET TIME ZONE 'Asia/Kolkata'; SET search_path = ''; SELECT 1   | CREATE TABLE there (); DROP TABLE app.there
        SET ROLE proof_reader                                          | RESET ROLE
        INSERT INTO child VALUES (2, 3), (3, 2)                        | DELETE FROM child WHERE id > 1
        CREATE EVENT TRIGGER more ON sql_drop EXECUTE FUNCTION watch() | DROP EVENT TRIGGER more
        REFRESH MATERIALIZED VIEW kept                                 | REFRESH MATERIALIZED VIEW kept
        """)
    void prove_undoThatTakesEverythingBack_isExact(String up, String down) throws Exception {
        UndoProof proof = ground.prove(up, down);
        assertThat(proof.verdict().lines()).isEmpty();
        assertThat(proof.verdict()).isEqualTo(new UndoVerdict.Exact());
        assertThat(proof.rows()).isEqualTo(14);
    }

    @Test
    void prove_emptyColumnDroppedAndAddedAgain_isColumnOrderOnly() throws Exception {
        UndoVerdict verdict = ground.prove("ALTER TABLE item DROP spare", "ALTER TABLE item ADD spare text")
                .verdict();
        assertThat(verdict).isInstanceOf(UndoVerdict.ColumnOrderOnly.class);
        assertThat(verdict.isProven()).isTrue();
        // Those behind it moved up.
        assertThat(verdict.lines())
                .contains("~ column app.item spare: #2 text -> #9 text")
                .hasSize(8);
    }

    @Test
    void prove_undoFails_saysWhereAndTheTransactionLivesOn() throws Exception {
        try (Connection connection = ground.database().connect()) {
            connection.setAutoCommit(false);
            UndoProof proof = ProvingGround.prover()
                    .prove(connection, ProvingGround.pair("CREATE TABLE t (id int)", "DROP TABLE t;\nDROP TABLE t;"));
            assertThat(proof.verdict()).isInstanceOfSatisfying(UndoVerdict.Fails.class, fails -> {
                assertThat(fails.sqlState()).isEqualTo("42P01");
                assertThat(fails.message()).startsWith("U1__x.sql").contains("table \"t\" does not exist");
            });
            connection.createStatement().execute("SELECT count(*) FROM app.item");
            connection.rollback();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        INSERT INTO app.child VALUES (8, 9)                           | DELETE FROM app.child WHERE id = 8 | V1__x.sql | 23503
        INSERT INTO app.child VALUES (8, 1)                           | UPDATE app.child SET parent = 9 WHERE id = 8 | U1__x.sql | 23503
        ALTER TABLE item ALTER spare DROP NOT NULL                    | ALTER TABLE item ALTER spare SET NOT NULL | U1__x.sql | 23502
        """)
    void prove_constraintBroken_failsEvenWhenItIsDeferred(String up, String down, String script, String state)
            throws Exception {
        assertThat(ground.prove(up, down).verdict()).isInstanceOfSatisfying(UndoVerdict.Fails.class, fails -> {
            assertThat(fails.message()).startsWith(script);
            assertThat(fails.sqlState()).isEqualTo(state);
        });
    }

    @Test
    void prove_failureMessage_quotesNoValue() throws Exception {
        UndoVerdict verdict = ground.prove("SELECT 1", "SELECT 'hunter2'::int").verdict();
        assertThat(verdict.lines()).singleElement().asString().doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ''
        -- nothing to do
        /* DROP TABLE app.item; */ ;
        """)
    void prove_undoWithoutAStatement_isEmptyAndRunsNothing(String down) throws Exception {
        assertThat(ground.prove("DROP TABLE does_not_exist", down).verdict()).isEqualTo(new UndoVerdict.Empty());
    }

    @Test
    void prove_noUndoScript_isEmpty() throws Exception {
        UndoPair pair = new UndoPair(new ScriptFile("memory", "V1__x.sql", "SELECT 1"), Optional.empty());
        assertThat(ProvingGround.prover()
                        .proveOn(ground.database().dataSource(), pair)
                        .verdict())
                .isEqualTo(new UndoVerdict.Empty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        CREATE TABLE app.stays (); COMMIT                   | DROP TABLE app.stays
        CREATE TABLE app.stays ()                           | DROP TABLE app.stays; /* end */ END
        BEGIN; CREATE TABLE app.stays (); COMMIT            | DROP TABLE app.stays
        CREATE TABLE app.stays (); ROLLBACK; CREATE TABLE app.stays () | DROP TABLE app.stays
        """)
    void prove_ownTransaction_isRefusedAndLeavesNothing(String up, String down) throws Exception {
        SchemaSnapshot before = SchemaSnapshot.take(ground.database().dataSource(), SnapshotScope.everything());
        assertThatThrownBy(() -> ground.prove(up, down))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("prove it on a scratch database");
        assertThat(before.diff(SchemaSnapshot.take(ground.database().dataSource(), SnapshotScope.everything()))
                        .print())
                .isEmpty();
    }

    @Test
    void prove_whateverItDid_leavesNothingToASecondConnection() throws Exception {
        SnapshotScope scope = SnapshotScope.everything();
        SchemaSnapshot catalog = SchemaSnapshot.take(ground.database().dataSource(), scope);
        DataSnapshot data = DataSnapshot.take(ground.database().dataSource(), scope);
        try (Connection connection = ground.database().connect()) {
            connection.setAutoCommit(false);
            UndoProof proof = ProvingGround.prover()
                    .prove(
                            connection,
                            ProvingGround.pair(
                                    "TRUNCATE item; DROP VIEW seen; CREATE SCHEMA other",
                                    "CREATE TABLE left_behind ()"));
            assertThat(proof.verdict()).isInstanceOf(UndoVerdict.Differs.class);
            // Even a caller who commits keeps nothing: the scripts ran behind a savepoint.
            connection.commit();
        }
        assertThat(catalog.diff(SchemaSnapshot.take(ground.database().dataSource(), scope))
                        .print())
                .isEmpty();
        assertThat(data.diff(DataSnapshot.take(ground.database().dataSource(), scope))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void proveApplied_chain_provesEachOnTopOfTheOnesBefore() throws Exception {
        try (Connection connection = ground.database().connect()) {
            connection.setAutoCommit(false);
            UndoProver prover = ProvingGround.prover();
            UndoPicture first = prover.picture(connection);
            connection.createStatement().execute("CREATE TABLE app.chained (id int)");
            UndoPair one = ProvingGround.pair("CREATE TABLE app.chained (id int)", "DROP TABLE chained");
            assertThat(prover.proveApplied(connection, first, one).verdict()).isEqualTo(new UndoVerdict.Exact());
            UndoPair two = ProvingGround.pair("ALTER TABLE chained ADD a int", "ALTER TABLE chained DROP a");
            assertThat(prover.prove(connection, two).verdict()).isEqualTo(new UndoVerdict.Exact());
            connection.rollback();
        }
    }

    @Test
    void prove_proof_namesScriptsTextsTimeServerAndRows() throws Exception {
        UndoProof proof = ground.prove("CREATE TABLE t ()", "DROP TABLE t");
        UndoPair pair = ProvingGround.pair("CREATE TABLE t ()", "DROP TABLE t");
        assertThat(proof.scripts())
                .isEqualTo(new UndoProof.Scripts("V1__x.sql", pair.upSha256(), "U1__x.sql", pair.downSha256()));
        assertThat(pair.downSha256())
                .isNotEqualTo(
                        ProvingGround.pair("CREATE TABLE t ()", "DROP TABLE t ").downSha256());
        assertThat(proof.at()).isEqualTo(ProvingGround.NOW);
        assertThat(proof.serverVersion()).matches("[0-9]+\\.[0-9]+.*");
    }
}
