package dev.holdfast.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.Namespace;
import dev.holdfast.migration.MigrationStatus.State;
import dev.holdfast.migration.apply.MigrationException;
import dev.holdfast.migration.undo.UndoResult;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.JavaMigration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files as other tools name them, callbacks, and migrations that are classes. */
class MigrationKindsTest {
    @TempDir
    private Path folder;

    private TestDatabase database;

    @BeforeEach
    void create() {
        database = EmbeddedPostgres.shared().createDatabase();
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private Migrations migrations(HostMigrations host) {
        return Samples.over(database, MigrationSet.in(Namespace.defaults()).withHost(host));
    }

    private HostMigrations host() {
        return HostMigrations.in("public").withLocations("filesystem:" + folder);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            000001_create_shop.up.sql     | 000001_create_shop.down.sql    | 000002_add_name.up.sql    | 000002_add_name.down.sql
            00001-01_create_shop/up.sql   | 00001-01_create_shop/down.sql  | 00002-01_add_name/up.sql  | 00002-01_add_name/down.sql
            """)
    void pairs_appliedTakenBackAndApplied_aPlainFlywayAgrees(String up1, String down1, String up2, String down2)
            throws Exception {
        Samples.write(folder, up1, "CREATE TABLE shop (id int);");
        Samples.write(folder, down1, "DROP TABLE shop;");
        Samples.write(folder, up2, "ALTER TABLE shop ADD COLUMN name text;");
        Samples.write(folder, down2, "ALTER TABLE shop DROP COLUMN name;");
        Migrations migrations = migrations(host());
        // Whether they may be taken back is another test's matter.
        migrations = migrations.withUndoTerms(Samples.LOOSE);
        List<String> versions = migrations.migrate().versions(MigrationSet.HOST);
        assertThat(versions).hasSize(2);

        Path v = folder.resolveSibling(folder.getFileName() + "-v");
        Samples.write(v, "V" + versions.get(0) + "__create_shop.sql", "CREATE TABLE shop (id int);");
        Samples.write(v, "V" + versions.get(1) + "__add_name.sql", "ALTER TABLE shop ADD COLUMN name text;");
        Flyway plain = Flyway.configure()
                .dataSource(database.dataSource())
                .locations("filesystem:" + v)
                .load();
        assertThat(plain.validateWithResult().getAllErrorMessages()).isEmpty();
        assertThat(plain.migrate().migrationsExecuted).isZero();

        assertThat(migrations.rollback(5).versions()).containsExactly(versions.get(1), versions.get(0));
        assertThat(plain.migrate().migrationsExecuted).isEqualTo(2);
        assertThat(migrations.verify().problems()).isEmpty();
        assertThat(migrations.rollbackTo(versions.get(0)).versions()).containsExactly(versions.get(1));
        assertThat(migrations
                        .rollbackTo(versions.get(1))
                        .stopped()
                        .orElseThrow()
                        .reason())
                .isEqualTo(UndoResult.Reason.UNKNOWN_VERSION);
        assertThat(migrations.migrate().versions(MigrationSet.HOST)).containsExactly(versions.get(1));
    }

    @Test
    void singleFiles_withoutDown_sayWhichFileToWrite() throws Exception {
        Samples.write(folder, "20260101_create_shop.sql", "CREATE TABLE shop (id int);");
        Migrations migrations = migrations(host());
        assertThat(migrations.migrate().versions(MigrationSet.HOST)).containsExactly("20260101");
        assertThat(migrations.rollback(1).stopped().orElseThrow().message())
                .contains("write 20260101_create_shop.down.sql beside it");
    }

    /** A class that works on the connection it is given. */
    private static final class Classes extends BaseJavaMigration {
        private final String version;
        private final String sql;
        private final boolean inTransaction;

        Classes(String version, String sql, boolean inTransaction) {
            this.version = version;
            this.sql = sql;
            this.inTransaction = inTransaction;
        }

        @Override
        protected void init() {
            // The name of this class is no version.
        }

        @Override
        public MigrationVersion getVersion() {
            return MigrationVersion.fromVersion(version);
        }

        @Override
        public String getDescription() {
            return "class " + version;
        }

        @Override
        public boolean canExecuteInTransaction() {
            return inTransaction;
        }

        @Override
        public void migrate(org.flywaydb.core.api.migration.Context context) throws Exception {
            Connection connection = context.getConnection();
            assertThat(connection.getAutoCommit()).isNotEqualTo(inTransaction);
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
            if (sql.contains("bad")) {
                connection.commit();
            }
        }
    }

    @Test
    void classes_inAndOutsideOfATransaction_areAppliedAndFlywayAgrees() throws Exception {
        Samples.write(folder, "V1__shop.sql", "CREATE TABLE shop (id int);");
        JavaMigration inside = new Classes("2", "INSERT INTO shop VALUES (2)", true);
        JavaMigration outside = new Classes("3", "CREATE INDEX CONCURRENTLY shop_ix ON shop (id)", false);
        Migrations migrations = migrations(host().withJavaMigrations(inside, outside));
        assertThat(migrations.migrate().versions(MigrationSet.HOST)).containsExactly("1", "2", "3");
        assertThat(database.queryStrings("SELECT type FROM flyway_schema_history ORDER BY installed_rank"))
                .containsExactly("SQL", "JDBC", "JDBC");
        assertThat(Flyway.configure()
                        .dataSource(database.dataSource())
                        .locations("filesystem:" + folder)
                        .javaMigrations(inside, outside)
                        .load()
                        .validateWithResult()
                        .getAllErrorMessages())
                .isEmpty();
    }

    @Test
    void class_thatFails_leavesNothingAndItsMessageIsNotQuoted() throws Exception {
        Samples.write(folder, "V1__shop.sql", "CREATE TABLE shop (id int);");
        JavaMigration failing = new Classes("2", "INSERT INTO shop VALUES (1), (1 / 0)", true);
        Migrations migrations = migrations(host().withJavaMigrations(failing));
        assertThatThrownBy(migrations::migrate)
                .isInstanceOfSatisfying(
                        MigrationException.class, e -> assertThat(e.sqlState()).contains("22012"));
        assertThat(database.queryLong("SELECT count(*) FROM shop")).isZero();
        assertThat(migrations.status().of(MigrationSet.HOST).in(State.PENDING)).containsExactly("2");
    }

    @Test
    void class_thatCommits_isRefusedAndHasNoRow() throws Exception {
        Samples.write(folder, "V1__shop.sql", "CREATE TABLE shop (id int);");
        Migrations migrations = migrations(host().withJavaMigrations(new Classes("2", "CREATE TABLE bad ()", true)));
        assertThatThrownBy(migrations::migrate)
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("ended the transaction");
        assertThat(migrations.status().of(MigrationSet.HOST).in(State.PENDING)).containsExactly("2");
    }

    @Test
    void class_outsideThatFails_isInterruptedAndRefusedUntilMarked() throws Exception {
        Samples.write(folder, "V1__shop.sql", "CREATE TABLE shop (id int);");
        Migrations migrations =
                migrations(host().withJavaMigrations(new Classes("2", "INSERT INTO nowhere VALUES (1)", false)));
        assertThatThrownBy(migrations::migrate).isInstanceOf(MigrationException.class);
        assertThat(migrations.status().of(MigrationSet.HOST).in(State.INTERRUPTED))
                .containsExactly("2");
        assertThatThrownBy(migrations::migrate).hasMessageContaining("mark it as run");
        assertThat(migrations.markAsRun("2", MarkEvidence.waived("anna", "did it by hand")))
                .isInstanceOf(MarkResult.Marked.class);
        assertThat(migrations.status().isCurrent()).isTrue();
    }

    @Test
    void callbacks_filesAndObjects_runInFlywaysOrder() throws Exception {
        database.execute("CREATE TABLE seen (n int GENERATED ALWAYS AS IDENTITY, what text)");
        for (String event : List.of(
                "beforeMigrate", "beforeEachMigrate", "afterEachMigrate__a", "afterMigrate", "afterMigrateError")) {
            Samples.write(folder, event + ".sql", "INSERT INTO seen (what) VALUES ('" + event + "');");
        }
        Samples.write(folder, "V1__one.sql", "INSERT INTO seen (what) VALUES ('1');");
        Samples.write(
                folder,
                "V2__two.sql",
                "INSERT INTO seen (what) VALUES ('2'); SELECT 1 / (SELECT count(*) - 1 FROM gate);");
        database.execute("CREATE TABLE gate (a int); INSERT INTO gate VALUES (1)");
        Migrations migrations = migrations(host().withCallbacks(new BaseCallback() {
            @Override
            public boolean supports(Event event, Context context) {
                return event == Event.AFTER_EACH_MIGRATE;
            }

            @Override
            public void handle(Event event, Context context) {
                try (Statement statement = context.getConnection().createStatement()) {
                    statement.execute("INSERT INTO seen (what) VALUES ('object "
                            + context.getMigrationInfo().getVersion() + "')");
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
        }));
        migrations.baselineHost("0");
        assertThatThrownBy(migrations::migrate).isInstanceOf(MigrationException.class);
        String all = "SELECT string_agg(what, ' ' ORDER BY n) FROM seen";
        assertThat(database.queryStrings(all))
                .containsExactly("beforeMigrate beforeEachMigrate 1 afterEachMigrate__a object 1 afterMigrateError");
        database.execute("DELETE FROM gate; TRUNCATE seen");
        assertThat(migrations.migrate().versions(MigrationSet.HOST)).containsExactly("2");
        assertThat(database.queryStrings(all))
                .containsExactly("beforeMigrate beforeEachMigrate 2 afterEachMigrate__a object 2 afterMigrate");
    }

    @Test
    void callback_ofAnEventThatDoesNotHappen_isRefused() throws Exception {
        Samples.write(folder, "V1__one.sql", "SELECT 1;");
        Samples.write(folder, "beforeEachMigrateStatement.sql", "SELECT 1;");
        assertThatThrownBy(() -> migrations(host()).migrate())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("beforeEachMigrateStatement.sql");
    }

    /** Data lines, an atomic body, and braces that a driver would take for its own. */
    @Test
    void migrate_copyDataAndOtherText_isRunAsPsqlWould() throws Exception {
        Samples.write(
                folder,
                "V1__data.sql",
                "CREATE TABLE shop (id int, name text);\n"
                        + "COPY shop FROM STDIN;\n1\tKäthe; {d 'x'}\n2\t\\N\n\\.\n"
                        + "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END;\n"
                        + "CREATE FUNCTION touch(i int) RETURNS int LANGUAGE sql AS"
                        + " $$ UPDATE shop SET name = 't' WHERE id = i RETURNING id $$;\n"
                        + "INSERT INTO shop VALUES (3, '{fn now()}'), (4, E'a\\'b;'), (5, 'x?y');\n"
                        + "SELECT touch(id) FROM shop WHERE id > 2;\n"
                        + "COMMENT ON TABLE shop IS '${x}';\n");
        assertThat(migrations(host()).migrate().versions(MigrationSet.HOST)).containsExactly("1");
        assertThat(database.queryStrings("SELECT coalesce(name, 'none') FROM shop ORDER BY id"))
                .containsExactly("Käthe; {d 'x'}", "none", "t", "t", "t");
        assertThat(database.queryStrings("SELECT f()::text")).containsExactly("2");
    }

    @Test
    void markAsRun_evidence_isLookedUp() throws Exception {
        Samples.write(folder, "V1__shop.sql", "CREATE TABLE shop (id int); CREATE INDEX shop_ix ON shop (id);");
        Samples.write(folder, "V2__rows.sql", "INSERT INTO shop VALUES (1);");
        Migrations migrations = migrations(host());
        database.execute("CREATE TABLE shop (id int)");
        migrations.baselineHost("0");
        assertThat(migrations.markAsRun("1", MarkEvidence.objectsExist()))
                .isInstanceOfSatisfying(
                        MarkResult.Refused.class,
                        refused -> assertThat(refused.message()).contains("INDEX shop_ix is not there"));
        database.execute("CREATE INDEX shop_ix ON shop (id)");
        assertThat(migrations.markAsRun("1", MarkEvidence.objectsExist())).isInstanceOf(MarkResult.Marked.class);
        assertThat(migrations.markAsRun("1", MarkEvidence.objectsExist())).isInstanceOf(MarkResult.Refused.class);
        assertThat(migrations.markAsRun("7", MarkEvidence.objectsExist())).isInstanceOf(MarkResult.Refused.class);
        assertThat(migrations.markAsRun("2", MarkEvidence.objectsExist()))
                .isInstanceOfSatisfying(
                        MarkResult.Refused.class,
                        refused -> assertThat(refused.message()).contains("creates nothing that could be looked up"));
        assertThat(migrations.migrate().versions(MigrationSet.HOST)).containsExactly("2");
        assertThat(migrations.verify().problems()).isEmpty();
    }
}
