package dev.holdfast.migration;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.migration.backup.Backup;
import dev.holdfast.migration.backup.BackupPolicy;
import dev.holdfast.migration.backup.Backups;
import dev.holdfast.migration.proof.UndoVerdict;
import dev.holdfast.migration.snapshot.SchemaSnapshot;
import dev.holdfast.migration.snapshot.SnapshotScope;
import dev.holdfast.migration.undo.ProvingResult;
import dev.holdfast.migration.undo.RemovalResult;
import dev.holdfast.migration.undo.UndoResult;
import dev.holdfast.migration.undo.UndoResult.Reason;
import dev.holdfast.migration.undo.UndoTerms;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UndoGateTest {
    private static final String HOST = MigrationSet.HOST;
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private TestDatabase database;
    private MigrationSet modules;

    @BeforeEach
    void create() throws Exception {
        database = EmbeddedPostgres.shared().createDatabase();
        database.execute(
                "CREATE TABLE account (id int PRIMARY KEY, name text); INSERT INTO account VALUES (1, 'a'), (2, NULL)");
        modules = MigrationSet.in(Namespace.defaults()).withModules(MigrationSchema.module());
        assertThat(Samples.over(database, modules).migrate().applied()).isNotEmpty();
    }

    @AfterEach
    void drop() {
        database.close();
    }

    /** One pending migration with its undo. */
    private Migrations pair(String up, String down) throws Exception {
        Samples.write(folder, "up/V1__change.sql", up);
        Samples.write(folder, "undo/U1__change.sql", down);
        Migrations migrations = Samples.over(
                database,
                modules.withHost(HostMigrations.in("public")
                        .withLocations("filesystem:" + folder.resolve("up"))
                        .withUndoLocations("filesystem:" + folder.resolve("undo"))));
        if (database.queryLong("SELECT count(*) FROM pg_tables WHERE tablename = 'flyway_schema_history'") == 0) {
            migrations.baselineHost("0");
        }
        return migrations;
    }

    @CanIgnoreReturnValue
    private static UndoResult.Refused refused(UndoResult result, Reason reason) {
        assertThat(result).isInstanceOf(UndoResult.Refused.class);
        UndoResult.Refused refused = (UndoResult.Refused) result;
        assertThat(refused.reason()).as(refused.message()).isEqualTo(reason);
        return refused;
    }

    @Test
    void undo_neverProven_isRefusedAndChangesNothing() throws Exception {
        Migrations migrations = pair("ALTER TABLE account ADD note text", "ALTER TABLE account DROP note");
        assertThat(migrations.migrate().versions(HOST)).containsExactly("1");
        SchemaSnapshot before = SchemaSnapshot.take(database.dataSource(), SnapshotScope.everything());
        assertThat(refused(migrations.undo(HOST, "1"), Reason.UNPROVEN).message())
                .isEqualTo(
                        "undo of V1__change.sql by U1__change.sql must be proven with exactly these two texts, but no"
                                + " proof is known: run proveUndo before it is applied, or allowUnproven");
        assertThat(migrations.remove(HOST)).isInstanceOf(RemovalResult.Stopped.class);
        assertThat(before.diff(SchemaSnapshot.take(database.dataSource(), SnapshotScope.everything()))
                        .print())
                .isEmpty();
        assertThat(migrations
                        .withUndoTerms(UndoTerms.strict().allowUnproven("operator", "tried by hand"))
                        .undo(HOST, "1"))
                .isInstanceOf(UndoResult.Undone.class);
    }

    @Test
    void undo_provenExact_runs() throws Exception {
        Migrations migrations = pair("ALTER TABLE account ADD note text", "ALTER TABLE account DROP note");
        ProvingResult proven = migrations.proveUndo(CLOCK);
        assertThat(proven.isAllProven()).isTrue();
        assertThat(proven.proofs()).singleElement().satisfies(proof -> {
            assertThat(proof.verdict()).isEqualTo(new UndoVerdict.Exact());
            assertThat(proof.rows()).isGreaterThanOrEqualTo(2);
            assertThat(proof.at()).isEqualTo(CLOCK.instant());
        });
        // Nothing was applied by proving it.
        assertThat(migrations.migrate().versions(HOST)).containsExactly("1");
        assertThat(migrations.undo(HOST, "1")).isInstanceOf(UndoResult.Undone.class);
    }

    @Test
    void undo_scriptChangedAfterItsProof_isRefused() throws Exception {
        assertThat(pair("ALTER TABLE account ADD note text", "ALTER TABLE account DROP note")
                        .proveUndo(CLOCK)
                        .isAllProven())
                .isTrue();
        Migrations changed = pair("ALTER TABLE account ADD note text", "ALTER TABLE account DROP note; ");
        assertThat(changed.migrate().versions(HOST)).containsExactly("1");
        assertThat(refused(changed.undo(HOST, "1"), Reason.UNPROVEN).message()).contains("no proof is known");
    }

    @Test
    void undo_migrationChangedSinceItWasApplied_isRefused() throws Exception {
        assertThat(pair("ALTER TABLE account ADD note text", "ALTER TABLE account DROP note")
                        .migrate()
                        .versions(HOST))
                .containsExactly("1");
        database.execute("ALTER TABLE account DROP note");
        database.execute(
                "CREATE TABLE kept AS TABLE public.flyway_schema_history; TRUNCATE public.flyway_schema_history");
        Migrations changed = pair("ALTER TABLE account ADD note varchar", "ALTER TABLE account DROP note");
        assertThat(changed.proveUndo(CLOCK).isAllProven()).isTrue();
        database.execute("INSERT INTO public.flyway_schema_history TABLE kept");
        assertThat(refused(changed.undo(HOST, "1"), Reason.UNPROVEN).message())
                .contains("the migration as it was applied is not at hand");
    }

    @Test
    void undo_provenToDiffer_isRefusedWithWhatDiffers() throws Exception {
        Migrations migrations =
                pair("CREATE INDEX one ON account (name); CREATE INDEX two ON account (name)", "DROP INDEX one");
        assertThat(migrations.proveUndo(CLOCK).isAllProven()).isFalse();
        assertThat(migrations.migrate().versions(HOST)).containsExactly("1");
        assertThat(refused(migrations.undo(HOST, "1"), Reason.UNPROVEN).message())
                .contains("says 'differs': + index public.account two");
    }

    @Test
    void undo_valuesWrittenSince_isRefusedWithTheCountUnlessBackedUpOrAllowed() throws Exception {
        Migrations migrations = pair(
                "ALTER TABLE account ADD note text; CREATE TABLE remark (id int)",
                "ALTER TABLE account DROP IF EXISTS note; DROP TABLE remark");
        assertThat(migrations.proveUndo(CLOCK).isAllProven()).isTrue();
        assertThat(migrations.migrate().versions(HOST)).containsExactly("1");
        database.execute("UPDATE account SET note = 'written' WHERE id = 1; INSERT INTO remark VALUES (1), (2), (3)");
        assertThat(refused(migrations.undo(HOST, "1"), Reason.ROWS_WOULD_BE_LOST)
                        .message())
                .isEqualTo(
                        "undo of V1__change.sql would lose 1 row of column note of public.account (line 1); 3 rows of"
                                + " public.remark (line 1): name backups of these tables as they are now (withBackup), or"
                                + " allowRowLoss");

        Backups backups =
                Backups.over(TransactionRunner.over(database.dataSource()), BackupPolicy.defaults(), Clock.systemUTC());
        Backup account = backups.take("account").get(0);
        UndoTerms half = UndoTerms.strict().withBackup(account);
        assertThat(refused(migrations.withUndoTerms(half).undo(HOST, "1"), Reason.ROWS_WOULD_BE_LOST)
                        .message())
                .contains("would lose 3 rows of public.remark (line 1): name");
        Backup remark = backups.take("remark").get(0);
        database.execute("UPDATE account SET note = 'written later' WHERE id = 1");
        assertThat(refused(migrations.withUndoTerms(half.withBackup(remark)).undo(HOST, "1"), Reason.ROWS_WOULD_BE_LOST)
                        .message())
                .contains("would lose 1 row of column note of public.account (line 1): name");
        UndoTerms whole = half.withBackup(remark, backups.take("account").get(0));
        assertThat(migrations.withUndoTerms(whole).undo(HOST, "1")).isInstanceOf(UndoResult.Undone.class);
    }

    @Test
    void undo_rowLossAllowed_runs() throws Exception {
        Migrations migrations = pair("CREATE TABLE remark (id int)", "DROP TABLE remark");
        assertThat(migrations.proveUndo(CLOCK).isAllProven()).isTrue();
        assertThat(migrations.migrate().versions(HOST)).containsExactly("1");
        database.execute("INSERT INTO remark VALUES (1)");
        refused(
                migrations
                        .withUndoTerms(UndoTerms.strict().allowUnproven("a", "b"))
                        .undo(HOST, "1"),
                Reason.ROWS_WOULD_BE_LOST);
        UndoTerms loose = UndoTerms.strict().allowRowLoss("operator", "test data");
        assertThat(loose.decisions(CLOCK.instant()))
                .singleElement()
                .satisfies(decision -> assertThat(decision.what()).isEqualTo("rows may be lost"));
        assertThat(migrations.withUndoTerms(loose).undo(HOST, "1")).isInstanceOf(UndoResult.Undone.class);
    }

    @Test
    void undo_rowsSeenLostWhenProven_isRefused() throws Exception {
        Migrations migrations = pair("UPDATE account SET name = NULL", "UPDATE account SET name = 'a'");
        assertThat(migrations.proveUndo(CLOCK).isAllProven()).isFalse();
        assertThat(migrations.migrate().versions(HOST)).containsExactly("1");
        assertThat(refused(migrations.undo(HOST, "1"), Reason.ROWS_WOULD_BE_LOST)
                        .message())
                .contains("rows of public.account: 2 before and after, but not the same");
    }

    @Test
    void undo_oldNotNullCannotHold_isRefusedWithTheRowCount() throws Exception {
        database.execute(
                "UPDATE account SET name = 'b' WHERE name IS NULL; ALTER TABLE account ALTER name SET NOT NULL");
        Migrations migrations = pair(
                "ALTER TABLE account ALTER name DROP NOT NULL",
                "ALTER TABLE account ADD spare int;\nALTER TABLE account ALTER COLUMN name SET NOT NULL;\n"
                        + "ALTER TABLE account DROP spare");
        assertThat(migrations.proveUndo(CLOCK).isAllProven()).isTrue();
        assertThat(migrations.migrate().versions(HOST)).containsExactly("1");
        database.execute("INSERT INTO account VALUES (7, NULL), (8, NULL), (9, NULL)");
        SchemaSnapshot before = SchemaSnapshot.take(database.dataSource(), SnapshotScope.everything());
        assertThat(refused(migrations.undo(HOST, "1"), Reason.CONSTRAINT_NO_LONGER_HOLDS)
                        .message())
                .isEqualTo(
                        "undo script U1__change.sql brings a constraint back that no longer holds, in line 2: 3 rows of"
                                + " account with NULL in name; change or move them first");
        assertThat(before.diff(SchemaSnapshot.take(database.dataSource(), SnapshotScope.everything()))
                        .print())
                .isEmpty();
        database.execute("DELETE FROM account WHERE name IS NULL");
        assertThat(migrations.undo(HOST, "1")).isInstanceOf(UndoResult.Undone.class);
    }

    @Test
    void undo_oldCheckKeyOrReferenceCannotHold_isRefusedWithTheRowCount() throws Exception {
        database.execute("CREATE TABLE held (a int, b int, c int, CONSTRAINT held_ck CHECK (a > 0 AND true),"
                + " CONSTRAINT held_uq UNIQUE (b), CONSTRAINT held_fk FOREIGN KEY (c) REFERENCES account (id))");
        for (String[] one : new String[][] {
            {
                "held_ck",
                "CHECK (a > 0 AND true)",
                "(-1, 1, 1), (NULL, 2, 1), (-2, 3, 1)",
                "2 rows of held that break the check"
            },
            {"held_uq", "UNIQUE (b)", "(1, 1, 1), (1, 1, 1), (1, 2, 1)", "2 rows of held that share b"},
            {
                "held_fk",
                "FOREIGN KEY (c) REFERENCES account (id)",
                "(1, 1, 99), (1, 2, NULL)",
                "1 row of held without a row of account"
            }
        }) {
            Migrations migrations = pair(
                    "ALTER TABLE held DROP CONSTRAINT " + one[0],
                    "ALTER TABLE held ADD CONSTRAINT " + one[0] + " " + one[1]);
            assertThat(migrations.proveUndo(CLOCK).isAllProven()).isTrue();
            assertThat(migrations.migrate().versions(HOST)).containsExactly("1");
            database.execute("INSERT INTO held VALUES " + one[2]);
            assertThat(refused(migrations.undo(HOST, "1"), Reason.CONSTRAINT_NO_LONGER_HOLDS)
                            .message())
                    .contains(one[3]);
            database.execute("DELETE FROM held");
            assertThat(migrations.undo(HOST, "1")).isInstanceOf(UndoResult.Undone.class);
        }
    }

    @Test
    void undo_moduleOfOurs_needsNoProof() {
        assertThat(Samples.over(database, modules).remove("migration")).isInstanceOf(RemovalResult.Removed.class);
    }

    @Test
    void proveUndo_scriptWithItsOwnCommit_stopsAndLeavesNothing() throws Exception {
        Migrations migrations = pair("CREATE TABLE stays (); COMMIT", "DROP TABLE stays");
        SchemaSnapshot before = SchemaSnapshot.take(database.dataSource(), SnapshotScope.everything());
        ProvingResult result = migrations.proveUndo(CLOCK);
        assertThat(result.proofs()).isEmpty();
        assertThat(result.stopped().orElseThrow()).contains("COMMIT (line 1): prove it on a scratch database");
        assertThat(before.diff(SchemaSnapshot.take(database.dataSource(), SnapshotScope.everything()))
                        .print())
                .isEmpty();
    }
}
