package dev.holdfast.migration.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.migration.apply.pending.Preparation;
import dev.holdfast.migration.history.HistoryEntries.RowEnd;
import dev.holdfast.migration.history.HistoryRow.Identity;
import dev.holdfast.migration.snapshot.SchemaSnapshot;
import dev.holdfast.migration.snapshot.SnapshotScope;
import dev.holdfast.migration.sql.TableName;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryTableTest {
    private static final HistoryTable TABLE = new HistoryTable(new TableName("public", "flyway_schema_history"));

    @Test
    void create_table_isTheOneFlywayMakes() throws Exception {
        try (TestDatabase ours = EmbeddedPostgres.shared().createDatabase();
                TestDatabase theirs = EmbeddedPostgres.shared().createDatabase();
                Connection connection = ours.connect()) {
            TABLE.create(connection);
            Flyway.configure()
                    .dataSource(theirs.dataSource())
                    .failOnMissingLocations(false)
                    .load()
                    .migrate();
            SnapshotScope scope = SnapshotScope.of("public");
            SchemaSnapshot expected = SchemaSnapshot.take(theirs.dataSource(), scope);
            assertThat(expected.definitions()).hasSizeGreaterThan(10);
            assertThat(expected.diff(SchemaSnapshot.take(ours.dataSource(), scope))
                            .print())
                    .isEmpty();
        }
    }

    /** The rows of a schema that was made, by migrating and by drawing a baseline, are those that Flyway writes. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void markers_rows_areTheOnesFlywayWrites(boolean baseline) throws Exception {
        String rows =
                "SELECT concat_ws('|', installed_rank, version, description, type, script, checksum, installed_by,"
                        + " execution_time, success) FROM other.h ORDER BY installed_rank";
        HistoryTable table = new HistoryTable(new TableName("other", "h"));
        Preparation preparation = new Preparation(table, "host");
        try (TestDatabase ours = EmbeddedPostgres.shared().createDatabase();
                TestDatabase theirs = EmbeddedPostgres.shared().createDatabase();
                Connection connection = ours.connect()) {
            Flyway flyway = Flyway.configure()
                    .dataSource(theirs.dataSource())
                    .defaultSchema("other")
                    .table("h")
                    .baselineVersion("2.1")
                    .failOnMissingLocations(false)
                    .load();
            if (baseline) {
                flyway.baseline();
                preparation.baseline(connection, MigrationVersion.fromVersion("2.1"));
            } else {
                flyway.migrate();
                preparation.prepare(connection, false);
            }
            assertThat(ours.queryStrings(rows)).isNotEmpty().isEqualTo(theirs.queryStrings(rows));
        }
    }

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1;",
                "SELECT 1;\n",
                "SELECT 1;\r\nSELECT 2;\r\n",
                "SELECT 1;\rSELECT 2;",
                "\uFEFFSELECT 1;\n\n\nSELECT 'äöü ☃ 𝄞';",
                "\n\n  \nSELECT 1",
                "SELECT 1;\n\uFEFF\nSELECT 2;",
                "-- a\u2028b\u0085c\u000Bd\nSELECT 1;"
            })
    void checksum_script_isTheOneFlywayKeeps(String script) throws Exception {
        Files.write(folder.resolve("R__a.sql"), script.getBytes(StandardCharsets.UTF_8));
        try (TestDatabase database = EmbeddedPostgres.shared().createDatabase()) {
            Integer theirs = Flyway.configure()
                    .dataSource(database.dataSource())
                    .locations("filesystem:" + folder)
                    .load()
                    .info()
                    .all()[0]
                    .getChecksum();
            assertThat(FlywayChecksum.of(script)).isEqualTo(theirs);
        }
    }

    @Test
    void insertSql_namesWithQuotesAndBackslashes_areKept() throws Exception {
        try (TestDatabase database = EmbeddedPostgres.shared().createDatabase();
                Connection connection = database.connect()) {
            TABLE.create(connection);
            HistoryEntries entries = new HistoryEntries(TABLE.name(), Optional.empty());
            Identity identity = new Identity(
                    Optional.of(MigrationVersion.fromVersion("1.2")),
                    "it's \\ \"it\" ☃ " + "x".repeat(300),
                    "SQL",
                    "dir/it's\\.sql",
                    Optional.empty());
            database.execute(entries.insertSql(
                    new HistoryEntries.Entry(1, identity, Optional.empty()),
                    new RowEnd("o'me", "1 + 1", true, "true")));
            database.execute(entries.insertSql(
                    new HistoryEntries.Entry(2, identity, Optional.empty()), new RowEnd("o'me", "0", true, "false")));
            List<HistoryRow> rows = TABLE.read(connection);
            assertThat(rows).singleElement().satisfies(row -> {
                assertThat(row.identity().description())
                        .startsWith("it's \\ \"it\" ☃ xxx")
                        .endsWith("...")
                        .hasSize(200);
                assertThat(row.script()).isEqualTo("dir/it's\\.sql");
                assertThat(row.versionText()).isEqualTo("1.2");
                assertThat(row.run().by()).isEqualTo("o'me");
                assertThat(row.run().took()).hasMillis(2);
            });
        }
    }
}
