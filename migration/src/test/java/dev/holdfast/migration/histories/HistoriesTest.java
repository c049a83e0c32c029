package dev.holdfast.migration.histories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Namespace;
import dev.holdfast.migration.HostMigrations;
import dev.holdfast.migration.MigrationSet;
import dev.holdfast.migration.Migrations;
import dev.holdfast.migration.snapshot.SchemaSnapshot;
import dev.holdfast.migration.snapshot.SnapshotScope;
import dev.holdfast.migration.undo.RemovalResult;
import dev.holdfast.migration.undo.UndoTerms;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole histories of invented projects, on default settings: applied, agreed on with Flyway, taken back, applied again. */
class HistoriesTest {
    private static final String HISTORY = "public.flyway_schema_history";
    /** Its default is a date that reads otherwise under the date style which the file before it leaves: Flyway keeps that. */
    private static final String DATE_STYLE_HANDED_ON = "public.import_note";

    @TempDir
    private Path copy;

    private TestDatabase database;

    @BeforeEach
    void create() {
        database = EmbeddedPostgres.shared().createDatabase();
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @ParameterizedTest
    @EnumSource(History.class)
    void history_migratedTakenBackAndMigratedAgain_isTheSame(History history) throws Exception {
        Migrations migrations = over(history.mended(copy))
                .withUndoTerms(UndoTerms.strict()
                        .allowUnproven("the team", "each undo is proven in a test of its own")
                        .allowRowLoss("the team", "the database is a test's"));
        SchemaSnapshot empty = snapshot();
        List<String> versions =
                history.pairs().stream().map(History.Pair::version).toList();

        assertThat(migrations.migrate().versions(MigrationSet.HOST))
                .containsAll(versions.stream().map(HistoriesTest::shown).toList());
        assertThat(migrations.status().isCurrent()).isTrue();
        assertThat(migrations.verify().problems()).isEmpty();
        if (history.isFlyway()) {
            assertFlywayAgrees(history);
        }
        SchemaSnapshot full = snapshot();

        assertThat(migrations.remove(MigrationSet.HOST))
                .isInstanceOfSatisfying(
                        RemovalResult.Removed.class,
                        removed -> assertThat(removed.undone()).hasSize(versions.size()));
        assertThat(empty.diff(snapshot()).print()).isEmpty();

        assertThat(migrations.migrate().applied()).isNotEmpty();
        assertThat(full.diff(snapshot()).print()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = History.class,
            names = {"SHOP", "LEDGER"})
    void history_afterFlyway_isTakenOver(History history) throws Exception {
        assertThat(flyway(history).load().migrate().migrationsExecuted).isPositive();
        SchemaSnapshot theirs = snapshot(database, DATE_STYLE_HANDED_ON);
        Migrations migrations = over(history.asItIs());
        assertThat(migrations.status().isCurrent()).isTrue();
        assertThat(migrations.migrate().versions(MigrationSet.HOST)).isEmpty();
        assertThat(migrations.verify().problems()).isEmpty();
        try (TestDatabase other = EmbeddedPostgres.shared().createDatabase()) {
            assertThat(over(other, history.asItIs()).migrate().applied()).isNotEmpty();
            assertThat(theirs.diff(snapshot(other, DATE_STYLE_HANDED_ON)).print())
                    .isEmpty();
        }
    }

    /** A file's settings, role and search path are its own, whatever the file before it left behind. */
    @Test
    void ledger_dateStyleLeftBehind_doesNotReachTheNextFile() throws Exception {
        assertThat(over(History.LEDGER.asItIs()).migrate().applied()).isNotEmpty();
        assertThat(database.queryStrings("SELECT column_default FROM information_schema.columns"
                        + " WHERE table_name = 'import_note' AND column_name = 'day'"))
                .containsExactly("'2023-03-04'::date");
    }

    /** diesel's hyphens are for the eye. */
    private static String shown(String version) {
        return version.replace("-", "");
    }

    private void assertFlywayAgrees(History history) {
        Flyway flyway = flyway(history).load();
        assertThat(flyway.validateWithResult().getAllErrorMessages()).isEmpty();
        assertThat(flyway.info().pending()).isEmpty();
        assertThat(flyway.migrate().migrationsExecuted).isZero();
    }

    /** With the settings without which it cannot run these files. */
    @SuppressWarnings("deprecation") // its successor came with Flyway 11.14
    private FluentConfiguration flyway(History history) {
        FluentConfiguration configuration = Flyway.configure()
                .dataSource(database.dataSource())
                .locations("filesystem:" + history.migrations(history.folder()))
                .placeholderReplacement(false)
                .mixed(true);
        configuration
                .getPluginRegister()
                .getPlugin(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(false);
        return configuration;
    }

    private Migrations over(HostMigrations host) {
        return over(database, host);
    }

    private static Migrations over(TestDatabase database, HostMigrations host) {
        return Migrations.over(
                database.dataSource(), MigrationSet.in(Namespace.defaults()).withHost(host));
    }

    private SchemaSnapshot snapshot() throws SQLException {
        return snapshot(database, HISTORY);
    }

    private static SchemaSnapshot snapshot(TestDatabase of, String ignored) throws SQLException {
        List<String> schemas = new ArrayList<>(of.queryStrings(
                "SELECT nspname FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema|holdfast)'"));
        return SchemaSnapshot.take(
                of.dataSource(),
                SnapshotScope.of(schemas.toArray(String[]::new)).ignoring(HISTORY, ignored));
    }
}
