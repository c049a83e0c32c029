package dev.holdfast.migration.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.Namespace;
import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.migration.MigrationSchema;
import dev.holdfast.testkit.MutableClock;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jooq.Field;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackupsTest {
    private static final Instant NOW = Instant.parse("2026-02-09T17:07:22.5Z");

    private final MutableClock clock = MutableClock.at(NOW);
    private TestDatabase database;
    private Backups backups;

    @BeforeEach
    void create() {
        database = EmbeddedPostgres.shared().createDatabase("backups", BackupsTest::prepare);
        backups = Backups.over(TransactionRunner.over(database.dataSource()), BackupPolicy.defaults(), clock);
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private static void prepare(Connection connection) throws SQLException {
        try (Statement empty = connection.createStatement()) {
            empty.execute(MigrationSchema.module().ddl(Namespace.defaults()));
            empty.execute(
                    "CREATE TABLE \"user\" (id int PRIMARY KEY, j json, x xml, p point, n numeric, v tsvector);"
                            + " INSERT INTO \"user\" VALUES (1, '{\"a\":1}', '<a/>', '(1,2)', 1.0, 'a b'), (2, null, null, null, 1.00, null);"
                            + " CREATE TABLE gone (a int, b text); INSERT INTO gone VALUES (1, 'x'), (1, 'x'); ALTER TABLE gone DROP a");
        }
    }

    @Test
    void take_severalTables_areNamedCountedAndVerified() throws Exception {
        List<Backup> taken = backups.take("user", "public.gone");
        assertThat(taken)
                .extracting(backup -> backup.table().toString())
                .containsExactly(
                        "holdfast_backup.user_backup_20260209_170722", "holdfast_backup.gone_backup_20260209_170722");
        assertThat(taken).extracting(Backup::setId).containsOnly(taken.get(0).setId());
        assertThat(taken).extracting(one -> one.content().rows()).containsOnly(2L);
        assertThat(taken.get(0).content().definition())
                .contains("constraint public.user user_pkey: PRIMARY KEY (id)")
                .contains("column public.user n: #5 numeric");
        assertThat(taken.get(0).dates().expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(30)));
        for (Backup backup : taken) {
            assertThat(backups.verify(backup.id())).isEqualTo(new BackupCheck.Verified(backup.id(), 2));
        }
        assertThat(backups.list()).extracting(one -> one.dates().verifiedAt()).containsOnly(Optional.of(NOW));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE %s SET n = 1 WHERE n = 1.0 AND id = 1",
                "DELETE FROM %s WHERE id = 1",
                "INSERT INTO %s SELECT * FROM %s LIMIT 1",
                "UPDATE %s SET j = '{\"a\": 1}' WHERE id = 1",
                "UPDATE %s SET id = 3 - id"
            })
    void verify_oneThingDiffers_isSeen(String change) throws Exception {
        Backup taken = backups.take("user").get(0);
        database.execute(change.replace("%s", taken.table().sql()));
        assertThat(backups.verify(taken.id())).isInstanceOf(BackupCheck.Differs.class);
        assertThat(backups.list().get(0).dates().verifiedAt()).isEmpty();
        assertThat(backups.drop(taken.id()))
                .isEqualTo(new DropResult.Refused(taken.id(), DropResult.Reason.NOT_VERIFIED));
    }

    @Test
    void verify_rowsInAnotherOrder_isVerified() throws Exception {
        Backup taken = backups.take("user").get(0);
        database.execute("CREATE TABLE kept AS TABLE " + taken.table().sql() + "; DELETE FROM "
                + taken.table().sql() + "; INSERT INTO " + taken.table().sql()
                + " SELECT * FROM kept ORDER BY id DESC");
        assertThat(backups.verify(taken.id())).isInstanceOf(BackupCheck.Verified.class);
    }

    @Test
    void verify_unknownOrTableGone_isMissing() throws Exception {
        assertThat(backups.verify(4711)).isEqualTo(new BackupCheck.Missing(4711));
        Backup taken = backups.take("user").get(0);
        database.execute("DROP TABLE " + taken.table().sql());
        assertThat(backups.verify(taken.id())).isEqualTo(new BackupCheck.Missing(taken.id()));
    }

    @Test
    void take_sameSecondTwice_getsAnotherName() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            names.add(backups.take("user").get(0).table().name());
        }
        assertThat(names)
                .containsExactly(
                        "user_backup_20260209_170722",
                        "user_backup_20260209_170722_2",
                        "user_backup_20260209_170722_3");
    }

    @Test
    void of_longNameOfWideCharacters_isCutBetweenCharactersTo63Bytes() {
        String name = BackupName.of("ß€😀".repeat(9), NOW, 12);
        assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(60, 63);
        assertThat(name).endsWith("_backup_20260209_170722_12").startsWith("ß€😀");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar-EG", "fa-IR", "th-TH-u-nu-thai"})
    void of_locale_makesNoDifference(String tag) {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag(tag));
            assertThat(BackupName.of("t", NOW, 2)).isEqualTo("t_backup_20260209_170722_2");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void drop_bothSidesOfTheExpiry() throws Exception {
        Backup taken = backups.take("user").get(0);
        long id = taken.id();
        assertThat(backups.drop(id)).isEqualTo(new DropResult.Refused(id, DropResult.Reason.NOT_VERIFIED));
        assertThat(backups.dropBeforeExpiry(id)).isEqualTo(new DropResult.Refused(id, DropResult.Reason.NOT_VERIFIED));
        assertThat(backups.verify(id)).isInstanceOf(BackupCheck.Verified.class);

        clock.set(taken.dates().expiresAt().minus(Duration.ofNanos(1000)));
        assertThat(backups.drop(id)).isEqualTo(new DropResult.Refused(id, DropResult.Reason.NOT_EXPIRED));
        assertThat(database.queryLong("SELECT count(*) FROM " + taken.table().sql()))
                .isEqualTo(2);
        clock.set(taken.dates().expiresAt());
        assertThat(backups.drop(id)).isEqualTo(new DropResult.Dropped(id));
        assertThat(backups.drop(id)).isEqualTo(new DropResult.Refused(id, DropResult.Reason.ALREADY_DROPPED));
        assertThat(backups.drop(4711)).isEqualTo(new DropResult.Refused(4711, DropResult.Reason.UNKNOWN));
        assertThat(backups.list()).isEmpty();
        assertThat(database.queryLong("SELECT count(*) FROM pg_tables WHERE schemaname = 'holdfast_backup'"))
                .isZero();
    }

    @Test
    void dropBeforeExpiry_verified_isDropped() {
        long id = backups.take("user").get(0).id();
        assertThat(backups.verify(id)).isInstanceOf(BackupCheck.Verified.class);
        assertThat(backups.dropBeforeExpiry(id)).isEqualTo(new DropResult.Dropped(id));
    }

    /** Default privileges would hand every new table to the application's role. */
    @Test
    void take_defaultPrivilegesForTheRuntimeRole_backupStaysClosed() throws Exception {
        database.execute("CREATE ROLE runtime_of_backups LOGIN PASSWORD 'x';"
                + " ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO runtime_of_backups, PUBLIC;"
                + " GRANT ALL ON ALL TABLES IN SCHEMA public TO runtime_of_backups");
        try {
            Backup taken = backups.take("user").get(0);
            assertThat(database.queryStrings("SELECT has_table_privilege('runtime_of_backups', '"
                            + taken.table().sql() + "', 'SELECT, INSERT, UPDATE, DELETE')::text"
                            + " || has_schema_privilege('runtime_of_backups', 'holdfast_backup', 'USAGE')"))
                    .containsExactly("falsefalse");
        } finally {
            database.execute("DROP OWNED BY runtime_of_backups; DROP ROLE runtime_of_backups;");
        }
    }

    @Test
    void take_schemaOpenToOthers_isRefusedAndNothingWritten() throws Exception {
        database.execute("GRANT USAGE ON SCHEMA holdfast_backup TO PUBLIC");
        assertThatThrownBy(() -> backups.take("user"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("PUBLIC")
                .hasMessageContaining("REVOKE ALL ON SCHEMA holdfast_backup");
        assertThat(backups.list()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', tables must name one or more different tables",
        "'user,public.user', tables must name one or more different tables",
        "'a.b.c', table must be",
        "'user,nowhere', statement failed",
        "'user;DROP TABLE gone', statement failed"
    })
    void take_badInput_isRefusedAndNothingWritten(String tables, String message) throws Exception {
        String[] names = tables.isEmpty() ? new String[0] : tables.split(",");
        assertThatThrownBy(() -> backups.take(names)).hasMessageContaining(message);
        assertThat(backups.list()).isEmpty();
        assertThat(database.queryLong("SELECT count(*) FROM pg_tables WHERE schemaname = 'holdfast_backup'"))
                .isZero();
        assertThat(database.queryLong("SELECT count(*) FROM gone")).isEqualTo(2);
    }

    @Test
    void take_tableBeingAltered_givesUpInsteadOfQueueing() throws Exception {
        Backups impatient = Backups.over(
                TransactionRunner.over(database.dataSource()),
                new BackupPolicy(Namespace.defaults(), Duration.ofDays(1), Duration.ofMillis(100)),
                clock);
        try (var altering = database.connect()) {
            altering.setAutoCommit(false);
            altering.createStatement().execute("ALTER TABLE gone ADD c int");
            assertThatThrownBy(() -> impatient.take("user", "gone"))
                    .isInstanceOfSatisfying(
                            DatabaseException.class,
                            e -> assertThat(e.sqlState()).contains("55P03"));
            altering.rollback();
        }
        assertThat(impatient.list()).isEmpty();
    }

    @Test
    void columns_catalogue_areThoseOfTheDatabase() throws Exception {
        assertThat(database.queryStrings("SELECT column_name || ' ' || data_type || ' ' || is_nullable"
                        + " FROM information_schema.columns WHERE table_schema = 'holdfast'"
                        + " AND table_name = 'backup_table' ORDER BY ordinal_position"))
                .containsExactlyElementsOf(
                        BackupTable.FIELDS.stream().map(BackupsTest::described).toList());
    }

    private static String described(Field<?> field) {
        String type = field.getDataType().getTypeName().replace("clob", "text");
        return field.getName() + " " + type + (field.getDataType().nullable() ? " YES" : " NO");
    }
}
