package dev.holdfast.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.migration.apply.MigrationException;
import dev.holdfast.migration.history.HistoryTable;
import dev.holdfast.migration.sql.TableName;
import dev.holdfast.migration.undo.UndoResult;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plain Flyway and we on the same database, in both directions; holds for every Flyway version we name. */
class FlywayInteropTest {
    @TempDir
    private Path folder;

    private TestDatabase database;
    private Migrations migrations;
    private Flyway plain;

    @BeforeEach
    void create() throws Exception {
        database = EmbeddedPostgres.shared().createDatabase();
        migrations = Samples.over(database, Samples.modules().withHost(Samples.host(folder)));
        plain = Flyway.configure()
                .dataSource(database.dataSource())
                .locations("filesystem:" + folder.resolve("up"))
                .placeholderReplacement(false)
                .load();
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private List<String> pending() {
        return Arrays.stream(plain.info().pending())
                .map(MigrationInfo::getVersion)
                .map(Object::toString)
                .toList();
    }

    @Test
    void flywayFirst_weTakeOver() {
        assertThat(plain.migrate().migrationsExecuted).isEqualTo(3);
        assertThat(migrations.migrate().versions(MigrationSet.HOST)).isEmpty();
        assertThat(migrations.verify().problems()).isEmpty();
        assertThat(migrations.withUndoTerms(Samples.LOOSE).undo(MigrationSet.HOST, "3"))
                .isInstanceOf(UndoResult.Undone.class);
        assertThat(migrations.migrate().versions(MigrationSet.HOST)).containsExactly("3");
    }

    @Test
    void weFirst_flywayContinues() throws Exception {
        assertThat(migrations.migrate().applied()).isNotEmpty();
        assertThat(plain.validateWithResult().getAllErrorMessages()).isEmpty();
        assertThat(plain.migrate().migrationsExecuted).isZero();
        Samples.write(folder, "up/V4__more.sql", "CREATE TABLE more ();");
        assertThat(plain.migrate().migrationsExecuted).isEqualTo(1);
        assertThat(migrations.status().isCurrent()).isTrue();
    }

    @Test
    void undo_flywaySeesPendingValidatesAndAppliesAgain() {
        assertThat(migrations.migrate().applied()).isNotEmpty();
        assertThat(migrations.withUndoTerms(Samples.LOOSE).undo(MigrationSet.HOST, "3"))
                .isInstanceOf(UndoResult.Undone.class);
        assertThat(pending()).containsExactly("3");
        assertThat(Flyway.configure()
                        .configuration(plain.getConfiguration())
                        .ignoreMigrationPatterns("*:pending")
                        .load()
                        .validateWithResult()
                        .validationSuccessful)
                .isTrue();
        assertThat(plain.migrate().migrationsExecuted).isEqualTo(1);
        assertThat(plain.validateWithResult().validationSuccessful).isTrue();
        assertThat(migrations.status().isCurrent()).isTrue();
        assertThat(migrations.withUndoTerms(Samples.LOOSE).undo(MigrationSet.HOST, "3"))
                .isInstanceOf(UndoResult.Undone.class);
        assertThat(migrations.withUndoTerms(Samples.LOOSE).undo(MigrationSet.HOST, "2"))
                .isInstanceOf(UndoResult.Undone.class);
        assertThat(pending()).containsExactly("2", "3");
        assertThat(plain.migrate().migrationsExecuted).isEqualTo(2);
    }

    @Test
    void undo_olderApplicationWithoutTheScript_stillValidates() throws Exception {
        assertThat(migrations.migrate().applied()).isNotEmpty();
        assertThat(migrations.withUndoTerms(Samples.LOOSE).undo(MigrationSet.HOST, "3"))
                .isInstanceOf(UndoResult.Undone.class);
        Files.delete(folder.resolve("up/sub/V3__add_role.sql"));
        assertThat(plain.validateWithResult().validationSuccessful).isTrue();
        assertThat(plain.migrate().migrationsExecuted).isZero();
    }

    @Test
    void undo_historyRow_isWhatRepairWrites() throws Exception {
        assertThat(migrations.migrate().applied()).isNotEmpty();
        assertThat(migrations.withUndoTerms(Samples.LOOSE).undo(MigrationSet.HOST, "3"))
                .isInstanceOf(UndoResult.Undone.class);
        assertThat(migrations.withUndoTerms(Samples.LOOSE).undo(MigrationSet.HOST, "2"))
                .isInstanceOf(UndoResult.Undone.class);
        String row = "SELECT version || description || type || script || checksum || success"
                + " FROM flyway_schema_history WHERE version = '2' AND type = 'DELETE'";
        List<String> ours = database.queryStrings(row);
        assertThat(ours).hasSize(1);

        assertThat(plain.migrate().migrationsExecuted).isEqualTo(2);
        Files.delete(folder.resolve("up/V2__greet.sql"));
        assertThat(plain.repair().migrationsDeleted).hasSize(1);
        assertThat(database.queryStrings(row)).hasSize(2).containsOnly(ours.get(0));
    }

    /** While a plain Flyway migrates, it holds the very lock that an undo waits for. */
    @Test
    void lockKey_isTheOneFlywayHolds() throws Exception {
        HistoryTable history = new HistoryTable(new TableName("public", "flyway_schema_history"));
        List<Long> held = new CopyOnWriteArrayList<>();
        Flyway looking = Flyway.configure()
                .configuration(plain.getConfiguration())
                .callbacks(new BaseCallback() {
                    @Override
                    public boolean supports(Event event, Context context) {
                        return event == Event.BEFORE_EACH_MIGRATE;
                    }

                    @Override
                    public void handle(Event event, Context context) {
                        try {
                            held.add(
                                    database.queryLong(
                                            "SELECT (classid::bigint << 32) + objid::bigint FROM pg_locks WHERE locktype = 'advisory'"
                                                    + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"));
                        } catch (SQLException e) {
                            throw new IllegalStateException(e);
                        }
                    }
                })
                .load();
        assertThat(looking.migrate().migrationsExecuted).isEqualTo(3);
        assertThat(held).hasSize(3).containsOnly(history.lockKey());
    }

    /** With Flyway's default lock this would wait for the migrator's own transaction, for ever. */
    @Test
    void migrate_indexConcurrently_runs() throws Exception {
        Samples.write(folder, "up/V4__index.sql", "CREATE INDEX CONCURRENTLY role_ix ON \"user\" (role);");
        assertThat(migrations.migrate().versions(MigrationSet.HOST)).endsWith("4");
        assertThat(database.queryStrings("SELECT indisvalid FROM pg_index WHERE indexrelid = 'role_ix'::regclass"))
                .containsExactly("t");
    }

    @Test
    void undo_whileFlywaysLockIsHeld_waitsAndGivesUp() throws Exception {
        assertThat(migrations.migrate().applied()).isNotEmpty();
        long key = new HistoryTable(new TableName("public", "flyway_schema_history")).lockKey();
        try (var holder = database.connect()) {
            holder.createStatement().execute("SELECT pg_advisory_lock(" + key + ")");
            Migrations impatient = Migrations.over(
                    database.dataSource(),
                    Samples.modules().withHost(Samples.host(folder)),
                    MigrationPolicy.defaults().withMigratorWait(Duration.ofMillis(100)));
            CompletableFuture<String> outcome = CompletableFuture.supplyAsync(() -> {
                try {
                    return impatient
                            .withUndoTerms(Samples.LOOSE)
                            .undo(MigrationSet.HOST, "3")
                            .toString();
                } catch (MigrationException e) {
                    return e.sqlState().orElse("none");
                }
            });
            assertThat(outcome.get(30, TimeUnit.SECONDS)).isEqualTo("55P03");
        }
        assertThat(migrations.status().isCurrent()).isTrue();
    }

    /** What a plain Flyway failed at half-way has no journal: it is refused with the next step, and goes on once marked. */
    @Test
    @SuppressWarnings("deprecation") // getPlugin's successor came with Flyway 11.14
    void migrate_afterFlywayFailedOutsideATransaction_isRefusedUntilMarked() throws Exception {
        Samples.write(folder, "up/V4__index.sql", "CREATE INDEX CONCURRENTLY role_ix ON \"user\" (nothing);");
        FluentConfiguration failing = Flyway.configure().configuration(plain.getConfiguration());
        failing.getPluginRegister()
                .getPlugin(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(false);
        assertThatThrownBy(failing.load()::migrate).isInstanceOf(FlywayException.class);
        assertThat(migrations.status().of(MigrationSet.HOST).in(MigrationStatus.State.FAILED))
                .containsExactly("4");
        assertThatThrownBy(migrations::migrate)
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("clear up what it left");
        database.execute("CREATE INDEX role_ix ON \"user\" (role)");
        assertThat(migrations.markAsRun("4", MarkEvidence.objectsExist())).isInstanceOf(MarkResult.Marked.class);
        assertThat(migrations.migrate().applied()).isNotNull();
        assertThat(plain.validateWithResult().getAllErrorMessages()).isEmpty();
    }

    /** A repeatable script: applied again by whoever comes first after it changed. */
    @Test
    void migrate_repeatableChanged_isAppliedOnceByEither() throws Exception {
        Samples.write(folder, "up/R__view.sql", "CREATE OR REPLACE VIEW v AS SELECT 1 AS a;");
        assertThat(plain.migrate().migrationsExecuted).isEqualTo(4);
        assertThat(migrations.migrate().versions(MigrationSet.HOST)).isEmpty();
        Samples.write(folder, "up/R__view.sql", "CREATE OR REPLACE VIEW v AS SELECT 1 AS a, 2 AS b;");
        assertThat(migrations.migrate().applied()).isNotEmpty();
        assertThat(plain.migrate().migrationsExecuted).isZero();
        Samples.write(folder, "up/R__view.sql", "CREATE OR REPLACE VIEW v AS SELECT 1 AS a, 2 AS b, 3 AS c;");
        assertThat(plain.migrate().migrationsExecuted).isEqualTo(1);
        assertThat(migrations.migrate().applied()).isEmpty();
    }

    /** What a repeatable script made stood on the version, and goes with it; unchanged, it has to be run again. */
    @Test
    void undo_repeatableRunAfterTheVersion_isPendingAgainForEither() throws Exception {
        Samples.write(folder, "undo/U3__add_role.sql", "ALTER TABLE \"user\" DROP COLUMN role CASCADE;");
        Files.delete(folder.resolve("up/sub/V3__add_role.sql"));
        Samples.write(folder, "up/R__early.sql", "CREATE OR REPLACE VIEW early AS SELECT id FROM \"user\";");
        assertThat(migrations.migrate().versions(MigrationSet.HOST)).hasSize(3);
        Samples.write(folder, "up/V3__add_role.sql", "ALTER TABLE \"user\" ADD COLUMN role text;");
        Samples.write(folder, "up/R__roles.sql", "CREATE OR REPLACE VIEW roles AS SELECT role FROM \"user\";");
        String views = "SELECT viewname FROM pg_views WHERE schemaname = 'public' ORDER BY 1";
        for (int round = 0; round < 2; round++) {
            boolean weApply = round == 0;
            assertThat(weApply ? migrations.migrate().applied().size() : plain.migrate().migrationsExecuted)
                    .isGreaterThanOrEqualTo(2);
            assertThat(database.queryStrings(views)).containsExactly("early", "roles");
            assertThat(plain.validateWithResult().getAllErrorMessages()).isEmpty();
            assertThat(migrations.withUndoTerms(Samples.LOOSE).undo(MigrationSet.HOST, "3"))
                    .isInstanceOf(UndoResult.Undone.class);
            assertThat(database.queryStrings(views)).containsExactly("early");
            // The one that ran before the version was taken back with nothing, and is left alone.
            assertThat(migrations.status().of(MigrationSet.HOST).in(MigrationStatus.State.PENDING))
                    .containsExactly("3", "roles");
            assertThat(plain.info().pending())
                    .extracting(MigrationInfo::getDescription)
                    .containsExactly("add role", "roles");
        }
        assertThat(migrations.migrate().applied()).hasSize(2);
        assertThat(database.queryStrings(views)).containsExactly("early", "roles");
        assertThat(plain.migrate().migrationsExecuted).isZero();
        assertThat(migrations.verify().problems()).isEmpty();
    }
}
