package dev.holdfast.examples.benchmarks.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Namespace;
import dev.holdfast.migration.MigrationSet;
import dev.holdfast.migration.Migrations;
import dev.holdfast.migration.proof.UndoProof;
import dev.holdfast.migration.proof.UndoVerdict;
import dev.holdfast.migration.rehearse.plan.PlannedMigration;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files that are measured are what they are said to be, and the digest tells schemas apart. */
class ScriptFolderTest {
    private static final int BRANCH = 20;

    private TestDatabase database;

    @BeforeEach
    void create() {
        database = EmbeddedPostgres.shared().createDatabase();
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void write_someFiles_areTheBranchesOneAfterTheOther() throws Exception {
        try (ScriptFolder folder = ScriptFolder.write(BRANCH + 1)) {
            assertThat(folder.scripts()).hasSize(BRANCH + 1).doesNotHaveDuplicates();
            assertThat(folder.scripts().get(BRANCH)).startsWith("CREATE TABLE member_2 (");
            assertThat(folder.undos().get(BRANCH)).isEqualTo("DROP TABLE member_2;\n");
            assertThat(folder.psqlScript())
                    .content()
                    .startsWith("BEGIN;\n\\ir sql/V0001__create_member.sql\nCOMMIT;\n")
                    .contains("V0021__create_member.sql");
        }
    }

    @Test
    void undo_eachOfABranch_isProvenExact() throws Exception {
        try (ScriptFolder folder = ScriptFolder.write(BRANCH)) {
            Migrations migrations = Migrations.over(
                    database.dataSource(), MigrationSet.in(Namespace.defaults()).withHost(folder.withUndoIn("public")));
            assertThat(migrations.plan().migrations())
                    .flatExtracting(PlannedMigration::statements)
                    .hasSizeGreaterThan(BRANCH)
                    .noneMatch(statement -> statement.toString().contains("Unknown"));
            assertThat(migrations.proveUndo(Clock.systemUTC()).proofs())
                    .hasSize(BRANCH)
                    .extracting(UndoProof::verdict)
                    .allMatch(UndoVerdict.Exact.class::isInstance);
        }
    }

    @Test
    void digest_sameScriptsInTwoSchemas_areEqual() throws Exception {
        assertThat(digest("one", List.of())).isEqualTo(digest("two", List.of())).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE loan_1 ADD COLUMN x int",
                "ALTER TABLE loan_1 ALTER COLUMN fee DROP NOT NULL",
                "COMMENT ON COLUMN loan_1.fee IS 'other'",
                "DELETE FROM loan_1 WHERE id = 7",
                "ALTER TABLE loan_1 DROP CONSTRAINT loan_1_due_check",
                "DROP INDEX loan_1_member_idx",
                "DROP VIEW open_loan_1",
                "ALTER TYPE loan_status_1 ADD VALUE 'lost'",
                "DROP TRIGGER loan_1_watch_due ON loan_1",
                "ALTER TABLE member_1 DISABLE ROW LEVEL SECURITY",
                "CREATE OR REPLACE FUNCTION days_late_1(loan bigint, today date) RETURNS integer LANGUAGE sql AS 'SELECT 1'",
            })
    void digest_schemaThatDiffers_isAnother(String difference) throws Exception {
        assertThat(digest("two", List.of(difference))).isNotEqualTo(digest("one", List.of()));
    }

    /** Tools' own tables and the schema's name are no difference. */
    @Test
    void digest_historyTables_doNotCount() throws Exception {
        assertThat(digest("two", List.of("CREATE TABLE flyway_schema_history (a int PRIMARY KEY)")))
                .isEqualTo(digest("one", List.of()));
    }

    private String digest(String schema, List<String> more) throws Exception {
        try (ScriptFolder folder = ScriptFolder.write(BRANCH)) {
            database.execute("CREATE SCHEMA " + schema + "; SET search_path = " + schema + ";\n"
                    + String.join("\n", folder.scripts()) + String.join("\n", more));
        }
        return SchemaDigest.of(database, schema);
    }
}
