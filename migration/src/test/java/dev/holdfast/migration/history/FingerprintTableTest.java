package dev.holdfast.migration.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Namespace;
import dev.holdfast.migration.MigrationSchema;
import dev.holdfast.migration.history.HistoryEntries.Entry;
import dev.holdfast.migration.history.HistoryEntries.RowEnd;
import dev.holdfast.migration.history.HistoryRow.Identity;
import dev.holdfast.migration.sql.TableName;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.Test;

class FingerprintTableTest {
    private static final TableName HISTORY = new TableName("public", "it's \"history\"");
    private static final Fingerprints FINGERPRINTS =
            new Fingerprints(new TableName("holdfast", "migration_fingerprint"));
    private static final String SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static Entry entry(int rank) {
        Identity identity = new Identity(
                Optional.of(MigrationVersion.fromVersion("1")), "d", "SQL", "it's\\ ? .sql", Optional.of(-7));
        return new Entry(rank, identity, Optional.of(SHA256));
    }

    @Test
    void table_asMigrated_hasTheColumnsOfTheConstants() throws Exception {
        try (TestDatabase database = EmbeddedPostgres.shared().createDatabase()) {
            database.execute(MigrationSchema.module().ddl(Namespace.defaults()));
            assertThat(database.queryStrings("SELECT column_name || ' ' || data_type || ' ' || is_nullable"
                            + " FROM information_schema.columns WHERE table_schema = 'holdfast'"
                            + " AND table_name = 'migration_fingerprint' ORDER BY ordinal_position"))
                    .containsExactly(
                            "history text NO",
                            "installed_rank integer NO",
                            "script text NO",
                            "checksum integer NO",
                            "sha256 bytea NO");
            assertThat(Fingerprints.COLUMNS)
                    .containsExactlyElementsOf(
                            database.queryStrings(
                                    "SELECT column_name FROM information_schema.columns WHERE table_schema"
                                            + " = 'holdfast' AND table_name = 'migration_fingerprint' ORDER BY ordinal_position"));
        }
    }

    /** One statement writes both or neither: no moment and no failure can part them. */
    @Test
    void insertSql_guardHoldsOrNot_writesRowAndFingerprintOrNeither() throws Exception {
        try (TestDatabase database = EmbeddedPostgres.shared().createDatabase();
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            database.execute(MigrationSchema.module().ddl(Namespace.defaults()));
            new HistoryTable(HISTORY).create(connection);
            HistoryEntries entries = new HistoryEntries(HISTORY, Optional.of(FINGERPRINTS));
            assertThat(statement.executeUpdate(entries.insertSql(entry(1), new RowEnd("me", "0", true, "false"))))
                    .isZero();
            assertThat(FINGERPRINTS.of(connection, HISTORY)).isEmpty();
            assertThat(statement.executeUpdate(entries.insertSql(entry(1), new RowEnd("me", "0", true, "true"))))
                    .isEqualTo(1);
            assertThat(FINGERPRINTS.of(connection, HISTORY))
                    .containsOnly(java.util.Map.entry(1, new Fingerprints.Fingerprint("it's\\ ? .sql", -7, SHA256)));

            // One that goes in steps has none before its end.
            assertThat(statement.executeUpdate(entries.insertSql(entry(2), new RowEnd("me", "0", false, "true"))))
                    .isEqualTo(1);
            assertThat(FINGERPRINTS.of(connection, HISTORY)).containsOnlyKeys(1);
            assertThat(entries.markSucceeded(connection, entry(2), Duration.ofMillis(5)))
                    .isTrue();
            assertThat(entries.markSucceeded(connection, entry(2), Duration.ofMillis(5)))
                    .isFalse();
            assertThat(FINGERPRINTS.of(connection, HISTORY)).containsOnlyKeys(1, 2);
        }
    }
}
