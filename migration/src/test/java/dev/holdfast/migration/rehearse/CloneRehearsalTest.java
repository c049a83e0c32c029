package dev.holdfast.migration.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.SchemaScript;
import dev.holdfast.migration.rehearse.probe.Coverage;
import dev.holdfast.migration.rehearse.probe.Relation;
import dev.holdfast.migration.rehearse.result.RehearsalReport;
import dev.holdfast.migration.rehearse.result.RehearsalResult.Failed;
import dev.holdfast.migration.rehearse.result.RehearsalResult.Reason;
import dev.holdfast.migration.rehearse.result.RehearsalResult.Refused;
import dev.holdfast.migration.rehearse.result.RehearsalResult.Rehearsed;
import dev.holdfast.migration.rehearse.result.StatementRehearsal;
import dev.holdfast.migration.snapshot.SchemaSnapshot;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CloneRehearsalTest {
    private RehearsalGround ground;

    @BeforeEach
    void create() throws SQLException {
        ground = new RehearsalGround();
    }

    @AfterEach
    void drop() {
        ground.close();
    }

    @Test
    void rehearse_inClone_reportsEachStatementAndLeavesTheSourceAlone() throws SQLException {
        RehearsalReport report = ground.rehearsed(
                RehearsalGround.script(
                        "1",
                        "ALTER TABLE account ALTER COLUMN age TYPE bigint;\nUPDATE account SET email = NULL WHERE age > 150;"
                                + "\nALTER TABLE note ADD FOREIGN KEY (account_id) REFERENCES account (id);"),
                RehearsalGround.script("2", "CREATE TABLE fresh (id int); CREATE INDEX ON fresh (id);"));
        List<StatementRehearsal> first = report.migrations().get(0).statements();
        assertThat(first.get(0).seen().rewrittenTables())
                .extracting(Relation::name)
                .containsExactly("account");
        assertThat(first.get(0).blocks()).anyMatch(it -> it.startsWith("public.account ACCESS_EXCLUSIVE blocks reads"));
        assertThat(first.get(1).rows()).isEqualTo(50);
        assertThat(first.get(2).seen().fullScans()).extracting(Relation::name).containsExactly("account", "note");
        assertThat(first.get(2).line()).isEqualTo(3);
        assertThat(report.migrations().get(1).statements().get(1).blocks()).isEmpty();
        assertThat(report.mismatches()).isEmpty();
        assertThat(ground.database().queryLong("SELECT count(*) FROM account WHERE email IS NULL"))
                .isZero();
        assertThat(ground.scratches()).isZero();
    }

    @Test
    void rehearse_inClone_theRealRunChangesTheSame() {
        SchemaScript[] scripts = {
            RehearsalGround.script(
                    "1", "ALTER TABLE account ADD COLUMN born date; COMMENT ON COLUMN account.born IS 'as told';"),
            RehearsalGround.script(
                    "2", "CREATE VIEW adult AS SELECT id FROM account WHERE age > 17; GRANT SELECT ON adult TO PUBLIC;")
        };
        RehearsalReport report = ground.rehearsed(scripts);
        SchemaSnapshot before = SchemaSnapshot.take(ground.database().dataSource(), RehearsalGround.SCOPE);
        ground.apply(List.of(scripts));
        SchemaSnapshot after = SchemaSnapshot.take(ground.database().dataSource(), RehearsalGround.SCOPE);
        assertThat(report.diff().isEmpty()).isFalse();
        assertThat(report.confirm(before.diff(after)).differences()).isEmpty();
    }

    @Test
    void rehearse_inClone_aFailureSaysWhereAndLeavesNoDatabase() throws SQLException {
        Failed failed = (Failed) ground.rehearsals(
                        RehearsalPolicy.defaults(),
                        RehearsalGround.script("1", "CREATE TABLE a (id int)"),
                        RehearsalGround.script(
                                "2",
                                "CREATE TABLE b (id int);\nALTER TABLE account ALTER email TYPE int USING email::int"))
                .rehearse(ground.inClone());
        assertThat(failed.at().migration().version()).isEqualTo("2");
        assertThat(failed.at().statement()).isEqualTo(2);
        assertThat(failed.at().line()).isEqualTo(2);
        assertThat(failed.sqlState()).isEqualTo("22P02");
        assertThat(failed.message()).doesNotContain("person-");
        assertThat(failed.report().migrations()).hasSize(2);
        assertThat(ground.scratches()).isZero();
    }

    @Test
    void rehearse_sourceInUse_isRefused() throws SQLException {
        try (var session = ground.database().connect()) {
            assertThat(session.isValid(1)).isTrue();
            Refused refused = (Refused) ground.rehearsals(
                            RehearsalPolicy.defaults(), RehearsalGround.script("1", "CREATE TABLE a (id int)"))
                    .rehearse(ground.inClone());
            assertThat(refused.reason()).isEqualTo(Reason.NO_SCRATCH_DATABASE);
        }
    }

    @Test
    void rehearse_scriptThatSetsItsTransaction_runs() {
        StatementRehearsal update = ground.rehearsed(RehearsalGround.script(
                        "1", "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE; UPDATE account SET age = age + 1;"))
                .migrations()
                .get(0)
                .statements()
                .get(1);
        assertThat(update.rows()).isEqualTo(200);
    }

    @Test
    void rehearse_inClone_statementsThatRefuseATransaction_runAsOnTheDay() throws SQLException {
        SchemaScript script = RehearsalGround.script(
                "1",
                "CREATE TABLE extra (id int);\nCREATE INDEX CONCURRENTLY by_age ON account (age);"
                        + "\nVACUUM FULL note;\nALTER TABLE account ADD COLUMN nick text;");
        RehearsalReport report = ground.rehearsed(script);
        List<StatementRehearsal> statements = report.migrations().get(0).statements();
        assertThat(statements).extracting(StatementRehearsal::number).containsExactly(1, 2, 3, 4);
        assertThat(statements)
                .extracting(it -> it.seen().coverage())
                .containsExactly(Coverage.COMPLETE, Coverage.SAMPLED, Coverage.SAMPLED, Coverage.COMPLETE);
        assertThat(statements.get(2).seen().rewrittenTables())
                .extracting(Relation::toString)
                .containsExactly("public.note");
        assertThat(report.mismatches()).isEmpty();
        assertThat(report.diff().print()).contains("+ index public.account by_age");
        assertThat(ground.database().queryLong("SELECT count(*) FROM pg_indexes WHERE indexname = 'by_age'"))
                .isZero();
    }

    @Test
    void rehearse_inClone_fileWithItsOwnCommits_runsAsOnTheDayAndLeavesNothing() throws SQLException {
        RehearsalReport report = ground.rehearsed(RehearsalGround.script(
                "1", "BEGIN; CREATE TABLE a (id int); COMMIT;\nBEGIN; UPDATE account SET age = 1; COMMIT;"));
        List<StatementRehearsal> statements = report.migrations().get(0).statements();
        assertThat(statements).extracting(StatementRehearsal::command).containsExactly("CREATE TABLE", "UPDATE");
        assertThat(statements.get(1).rows()).isEqualTo(200);
        assertThat(report.diff().print()).contains("+ table public.a");
        assertThat(ground.database().queryStrings("SELECT relname FROM pg_class WHERE relname = 'a'"))
                .isEmpty();
        assertThat(ground.database().queryLong("SELECT count(*) FROM account WHERE age = 1"))
                .isEqualTo(1);
    }

    @Test
    void rehearse_inClone_provesEachUndo() throws SQLException {
        RehearsalReport report = ground.rehearsed(
                new SchemaScript(
                        "1",
                        "exact",
                        "ALTER TABLE account ADD COLUMN nick text; UPDATE account SET nick = 'n';",
                        "ALTER TABLE account DROP COLUMN nick;"),
                new SchemaScript("2", "differs", "DELETE FROM note WHERE id > 90;", "UPDATE note SET id = id;"),
                new SchemaScript("3", "fails", "CREATE TABLE c (id int);", "DROP TABLE no_such;"),
                new SchemaScript("4", "empty", "CREATE TABLE d (id int);", ""),
                new SchemaScript(
                        "5",
                        "concurrent up",
                        "CREATE INDEX CONCURRENTLY by_age ON account (age);",
                        "DROP INDEX by_age;"),
                new SchemaScript(
                        "6",
                        "concurrent undo",
                        "CREATE INDEX CONCURRENTLY by_mail ON account (email);",
                        "DROP INDEX CONCURRENTLY by_mail;"),
                new SchemaScript("7", "after", "CREATE TABLE e (id int);", "DROP TABLE e;"));
        assertThat(report.migrations())
                .extracting(it -> it.undo().orElseThrow().verdict())
                .containsExactly("exact", "differs", "fails", "empty", "exact", "exact", "exact");
        assertThat(report.migrations().get(1).undo().orElseThrow().differences())
                .anyMatch(line -> line.contains("note"));
        // The trials leave the rehearsal itself alone.
        assertThat(report.diff().print()).contains("+ index public.account by_mail", "+ column public.account nick");
        assertThat(ground.scratches()).isZero();
    }

    @Test
    void rehearse_withoutUndoProof_triesNone() {
        RehearsalReport report = ((Rehearsed) ground.rehearsals(
                                RehearsalPolicy.defaults().withoutUndoProof(),
                                new SchemaScript("1", "a", "CREATE TABLE c (id int);", "DROP TABLE no_such;"))
                        .rehearse(ground.inClone()))
                .report();
        assertThat(report.migrations().get(0).undo()).isEmpty();
    }
}
