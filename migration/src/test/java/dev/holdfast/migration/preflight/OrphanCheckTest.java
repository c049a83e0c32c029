package dev.holdfast.migration.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.Namespace;
import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.migration.MigrationSchema;
import dev.holdfast.migration.backup.Backup;
import dev.holdfast.migration.backup.BackupCheck;
import dev.holdfast.migration.backup.BackupPolicy;
import dev.holdfast.migration.backup.Backups;
import dev.holdfast.testkit.MutableClock;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrphanCheckTest {
    private static final ForeignKey KEY = ForeignKey.of("lending", "user_id").references("user", "id");

    private TestDatabase database;
    private TransactionRunner runner;
    private Backups backups;

    @BeforeEach
    void create() {
        database = EmbeddedPostgres.shared().createDatabase("orphans", OrphanCheckTest::prepare);
        runner = TransactionRunner.over(database.dataSource());
        backups = Backups.over(runner, BackupPolicy.defaults(), MutableClock.at(Instant.parse("2026-02-09T17:07:22Z")));
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private static void prepare(Connection connection) throws SQLException {
        try (Statement empty = connection.createStatement()) {
            empty.execute(MigrationSchema.module().ddl(Namespace.defaults()));
            empty.execute(
                    "CREATE TABLE \"user\" (id text UNIQUE, part int); CREATE TABLE lending (id int, user_id text, part int);"
                            + " INSERT INTO \"user\" VALUES ('anna', 1), (NULL, 2);"
                            + " INSERT INTO lending VALUES (1, 'anna', 1), (2, 'gone', 1), (3, 'gone', 2), (4, 'away', 1),"
                            + " (5, NULL, 1), (6, 'anna', 2)");
        }
    }

    private Orphans find(ForeignKey key, int sample) {
        return runner.call(tx -> OrphanCheck.find(tx, key, sample));
    }

    @Test
    void find_orphansAndNulls_countsRowsAndSamplesKeys() {
        Orphans orphans = find(KEY, 10);
        assertThat(orphans.count()).isEqualTo(3);
        assertThat(orphans.sample()).containsExactly(List.of("away"), List.of("gone"));
        assertThat(find(KEY, 1).sample()).containsExactly(List.of("away"));
        assertThat(find(KEY, 0)).isEqualTo(new Orphans(KEY, 3, List.of()));
        assertThat(orphans.toString()).contains("count 3").doesNotContain("gone");
    }

    /** What is usually written finds nothing here, because one parent key is NULL; the constraint then fails. */
    @Test
    void notIn_parentKeyNull_findsNothingThoughTheConstraintFails() throws Exception {
        assertThat(database.queryLong("SELECT count(*) FROM lending WHERE user_id NOT IN (SELECT id FROM \"user\")"))
                .isZero();
        assertThatThrownBy(() -> database.execute(
                        "ALTER TABLE lending ADD CONSTRAINT fk FOREIGN KEY (user_id) REFERENCES \"user\" (id)"))
                .hasMessageContaining("violates foreign key constraint");
    }

    @Test
    void find_severalColumns_aNullInOneIsNoOrphan() throws Exception {
        ForeignKey both = ForeignKey.of("lending", "user_id", "part").references("user", "id", "part");
        assertThat(find(both, 10).sample())
                .containsExactly(
                        List.of("anna", "2"), List.of("away", "1"), List.of("gone", "1"), List.of("gone", "2"));
        database.execute("UPDATE lending SET part = NULL WHERE user_id <> 'anna'");
        assertThat(find(both, 10).count()).isEqualTo(1);
    }

    @Test
    void quarantine_orphans_areInTheBackupAndTheConstraintHolds() throws Exception {
        Backup moved = runner.call(tx -> OrphanCheck.quarantine(tx, KEY, backups));
        assertThat(moved.content().kind()).isEqualTo(Backup.Kind.MOVED);
        assertThat(moved.content().rows()).isEqualTo(3);
        assertThat(database.queryStrings("SELECT id FROM " + moved.table().sql() + " ORDER BY id"))
                .containsExactly("2", "3", "4");
        assertThat(database.queryStrings("SELECT id FROM lending ORDER BY id")).containsExactly("1", "5", "6");
        assertThat(backups.verify(moved.id())).isInstanceOf(BackupCheck.Verified.class);
        assertThat(find(KEY, 1).isEmpty()).isTrue();
        database.execute("ALTER TABLE lending ADD CONSTRAINT fk FOREIGN KEY (user_id) REFERENCES \"user\" (id)");
    }

    @Test
    void quarantine_rolledBack_leavesNothing() throws Exception {
        assertThatThrownBy(() -> runner.run(tx -> {
                    assertThat(OrphanCheck.quarantine(tx, KEY, backups)
                                    .content()
                                    .rows())
                            .isEqualTo(3);
                    throw new IllegalStateException("the host changed its mind");
                }))
                .hasMessage("the host changed its mind");
        assertThat(backups.list()).isEmpty();
        assertThat(database.queryLong("SELECT count(*) FROM lending")).isEqualTo(6);
        assertThat(database.queryLong("SELECT count(*) FROM pg_tables WHERE schemaname = 'holdfast_backup'"))
                .isZero();
    }

    @Test
    void quarantine_cascadeFromAnotherTable_isRefused() throws Exception {
        database.execute(
                "ALTER TABLE lending ADD PRIMARY KEY (id);"
                        + " CREATE TABLE fine (lending_id int REFERENCES lending ON DELETE CASCADE); INSERT INTO fine VALUES (2)");
        assertThatThrownBy(() -> runner.run(tx ->
                        assertThat(OrphanCheck.quarantine(tx, KEY, backups)).isNull()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("foreign key of fine");
        assertThat(database.queryLong("SELECT count(*) FROM fine")).isEqualTo(1);
        assertThat(database.queryLong("SELECT count(*) FROM lending")).isEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource({
        "lending, nobody, user, id, statement failed",
        "nowhere, user_id, user, id, statement failed",
        "lending, id, user, id, statement failed",
        "'lending; DROP TABLE lending', user_id, user, id, statement failed"
    })
    void find_badInput_isRefusedAndNothingChanged(
            String child, String column, String parent, String reference, String message) throws Exception {
        ForeignKey key = ForeignKey.of(child, column).references(parent, reference);
        assertThatThrownBy(() -> find(key, 1))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining(message);
        assertThat(database.queryLong("SELECT count(*) FROM lending")).isEqualTo(6);
    }

    @Test
    void of_columnsAndReferencesDiffer_isRefused() {
        assertThatThrownBy(() -> ForeignKey.of("lending", "a", "b").references("user", "id"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("columns and references must be equally many");
        assertThatThrownBy(() -> ForeignKey.of("lending").references("user"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> find(KEY, OrphanCheck.MAX_SAMPLE + 1))
                .hasMessage("sample must be between 0 and 1000, got 1001");
    }
}
