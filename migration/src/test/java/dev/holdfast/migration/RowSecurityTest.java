package dev.holdfast.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.Namespace;
import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.migration.backup.Backup;
import dev.holdfast.migration.backup.BackupCheck;
import dev.holdfast.migration.backup.BackupPolicy;
import dev.holdfast.migration.backup.Backups;
import dev.holdfast.migration.preflight.ForeignKey;
import dev.holdfast.migration.preflight.OrphanCheck;
import dev.holdfast.migration.sql.TableName;
import dev.holdfast.migration.verify.Expectation;
import dev.holdfast.testkit.MutableClock;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A role that a policy shows a part of the rows: an error, never a partial copy or a check of the part. */
class RowSecurityTest {
    private static final ForeignKey KEY = ForeignKey.of("lending", "user_id").references("user", "id");
    private static final String ROLE = "row_security_owner";

    private TestDatabase database;
    private DataSource asRole;
    private TransactionRunner runner;
    private Backups backups;

    @BeforeEach
    void create() throws Exception {
        database = EmbeddedPostgres.shared().createDatabase();
        database.execute(MigrationSchema.module().ddl(Namespace.defaults()));
        database.execute("CREATE ROLE " + ROLE + " LOGIN PASSWORD 'x'; CREATE TABLE \"user\" (id text PRIMARY KEY);"
                + " CREATE TABLE lending (id int PRIMARY KEY, user_id text); INSERT INTO \"user\" VALUES ('anna'), ('bert');"
                + " INSERT INTO lending VALUES (1, 'anna'), (2, 'bert'), (3, 'gone');"
                + " CREATE POLICY part ON \"user\" USING (id = 'anna'); CREATE POLICY part ON lending USING (id < 3);"
                + " DO $$ DECLARE t text; BEGIN FOREACH t IN ARRAY ARRAY['\"user\"', 'lending', 'holdfast.backup_table']"
                + " LOOP EXECUTE format('ALTER TABLE %s OWNER TO " + ROLE + "', t); END LOOP; END $$;"
                + " ALTER SCHEMA holdfast OWNER TO " + ROLE + "; ALTER SCHEMA holdfast_backup OWNER TO " + ROLE);
        asRole = database.dataSource(ROLE, "x");
        runner = TransactionRunner.over(asRole);
        backups = Backups.over(runner, BackupPolicy.defaults(), MutableClock.at(Instant.parse("2026-02-09T17:07:22Z")));
    }

    @AfterEach
    void drop() throws Exception {
        database.execute("DROP OWNED BY " + ROLE + " CASCADE; DROP ROLE " + ROLE);
        database.close();
    }

    private void hidePartOf(String table) throws Exception {
        database.execute("ALTER TABLE " + table + " ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY");
    }

    private static void assertRefused(String table, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(DatabaseException.class, e -> {
            assertThat(e.sqlState()).contains("42501");
            assertThat(e).hasMessageContaining("affected by row-level security policy for table \"" + table + "\"");
        });
    }

    private void assertNothingWritten() throws Exception {
        assertThat(backups.list()).isEmpty();
        assertThat(database.queryLong("SELECT count(*) FROM pg_tables WHERE schemaname = 'holdfast_backup'"))
                .isZero();
        assertThat(database.queryLong("SELECT count(*) FROM lending")).isEqualTo(3);
    }

    private static String setting(DSLContext tx) {
        return String.valueOf(tx.fetchValue("SELECT current_setting('row_security')"));
    }

    /** What is refused below: the plain statement copies two rows of three and says nothing. */
    @Test
    void plainCopy_policy_isSilentlyPartial() throws Exception {
        hidePartOf("lending");
        runner.run(tx -> assertThat(tx.execute("CREATE TABLE holdfast.copied AS TABLE lending"))
                .isNotNegative());
        assertThat(database.queryLong("SELECT count(*) FROM holdfast.copied")).isEqualTo(2);
    }

    @Test
    void take_policy_isRefusedAndNothingWritten() throws Exception {
        hidePartOf("lending");
        assertRefused("lending", () -> backups.take("user", "lending"));
        assertNothingWritten();
    }

    @Test
    void moveWhere_policy_isRefusedAndNothingWritten() throws Exception {
        hidePartOf("lending");
        assertRefused(
                "lending",
                () -> runner.call(tx -> backups.moveWhere(tx, TableName.of("lending"), "t.user_id IS NOT NULL")));
        assertNothingWritten();
    }

    /** Filtered, the lending of the hidden parent would be taken for an orphan and moved away. */
    @Test
    void quarantine_policyOnTheParent_isRefusedAndNothingWritten() throws Exception {
        hidePartOf("\"user\"");
        assertRefused("user", () -> runner.call(tx -> OrphanCheck.quarantine(tx, KEY, backups)));
        assertNothingWritten();
    }

    @ParameterizedTest
    @ValueSource(strings = {"user", "lending"})
    void find_policy_isRefused(String table) throws Exception {
        hidePartOf(TableName.quote(table));
        assertRefused(table, () -> runner.call(tx -> OrphanCheck.find(tx, KEY, 1)));
    }

    @Test
    void rows_policy_isRefused() throws Exception {
        List<Expectation> noneGone =
                List.of(Expectation.rows("nothing gone", "SELECT FROM lending WHERE user_id = 'gone'"));
        assertThat(Expectation.unmet(asRole, noneGone)).hasSize(1);
        hidePartOf("lending");
        assertRefused("lending", () -> Expectation.unmet(asRole, noneGone));
    }

    @Test
    void verify_policyOnTheBackup_isRefusedAndStaysUnverified() throws Exception {
        Backup taken = backups.take("lending").get(0);
        database.execute("CREATE POLICY part ON " + taken.table().sql() + " USING (id < 3)");
        hidePartOf(taken.table().sql());
        assertRefused(taken.table().name(), () -> backups.verify(taken.id()));
        assertThat(backups.list().get(0).dates().verifiedAt()).isEmpty();
    }

    @Test
    void take_roleThatBypasses_copiesEveryRow() throws Exception {
        hidePartOf("lending");
        database.execute("ALTER ROLE " + ROLE + " BYPASSRLS");
        Backup taken = backups.take("lending").get(0);
        assertThat(taken.content().rows()).isEqualTo(3);
        assertThat(backups.verify(taken.id())).isEqualTo(new BackupCheck.Verified(taken.id(), 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "off"})
    void joined_done_settingIsTheCallersAgain(String before) {
        runner.run(tx -> {
            assertThat(tx.execute("SET LOCAL row_security = " + before)).isNotNegative();
            assertThat(OrphanCheck.find(tx, KEY, 1).count()).isEqualTo(1);
            assertThat(setting(tx)).isEqualTo(before);
            assertThat(OrphanCheck.quarantine(tx, KEY, backups).content().rows())
                    .isEqualTo(1);
            assertThat(setting(tx)).isEqualTo(before);
        });
    }

    /** A refusal of ours leaves the transaction alive, so the setting must not linger in it. */
    @Test
    void joined_refusedByRule_settingIsTheCallersAgain() throws Exception {
        database.execute("CREATE TABLE fine (lending_id int REFERENCES lending ON DELETE CASCADE)");
        runner.run(tx -> {
            assertThatThrownBy(() -> OrphanCheck.quarantine(tx, KEY, backups))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(setting(tx)).isEqualTo("on");
        });
    }

    @Test
    void joined_refusedByPolicyAndRolledBackToASavepoint_settingIsTheCallersAgain() throws Exception {
        hidePartOf("lending");
        runner.run(tx -> {
            assertThat(tx.execute("SAVEPOINT here")).isNotNegative();
            assertRefused("lending", () -> OrphanCheck.find(tx, KEY, 1));
            assertThat(tx.execute("ROLLBACK TO SAVEPOINT here")).isNotNegative();
            assertThat(setting(tx)).isEqualTo("on");
        });
    }
}
