package dev.holdfast.migration.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.migration.script.LocalMigration;
import dev.holdfast.migration.script.MigrationNaming;
import dev.holdfast.migration.script.MigrationSource;
import dev.holdfast.migration.script.ScriptLocation;
import dev.holdfast.migration.script.ScriptOrigin;
import dev.holdfast.migration.sql.TableName;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import dev.holdfast.testkit.race.Rounds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our reading of a history against that of the Flyway on the class path. */
class HistoryViewTest {
    private static final HistoryTable TABLE = new HistoryTable(new TableName("public", "flyway_schema_history"));
    private static final List<String> VERSIONS = List.of("1", "1.1", "2", "3", "10");

    @TempDir
    private Path folder;

    private TestDatabase database;

    @BeforeEach
    void create() throws Exception {
        database = EmbeddedPostgres.shared().createDatabase();
        try (Connection connection = database.connect()) {
            TABLE.create(connection);
        }
    }

    @AfterEach
    void drop() {
        database.close();
    }

    /** One row, without its rank. */
    private record Row(String version, String description, String type, boolean success, int checksum) {}

    @Test
    void items_chosenHistories_areWhatFlywayInfoGives() throws Exception {
        mustAgree(List.of(), List.of("V1__a.sql", "R__v.sql"), "");
        mustAgree(List.of(sql("1"), sql("2")), List.of("V1__one.sql", "V1.1__late.sql", "V2__two.sql"), "");
        mustAgree(List.of(sql("2"), sql("1")), List.of("V1__one.sql", "V2__two.sql", "V3__x.sql"), "");
        mustAgree(List.of(sql("1"), failed("2")), List.of("V1__one.sql", "V2__two.sql"), "");
        mustAgree(List.of(sql("1"), failed("2"), sql("3")), List.of("V1__one.sql"), "");
        mustAgree(List.of(sql("1"), sql("2"), deleted("2")), List.of("V1__one.sql", "V2__two.sql"), "");
        mustAgree(
                List.of(sql("1"), sql("2"), deleted("2"), deleted("1"), sql("1")),
                List.of("V1__one.sql", "V2__two.sql"),
                "");
        mustAgree(List.of(baseline("2"), sql("3")), List.of("V1__a.sql", "V2__b.sql", "V3__c.sql", "V10__d.sql"), "");
        mustAgree(List.of(schema(), sql("1")), List.of("V1__a.sql"), "");
        mustAgree(
                List.of(repeatable("v", 1), repeatable("v", 2), repeatable("gone", 3)),
                List.of("R__v.sql", "V1__a.sql"),
                "");
        mustAgree(
                List.of(sql("1"), new Row("2", "cls", "JDBC", true, 0)),
                List.of("V1__one.sql", "V2__two.sql", "V3__three.sql"),
                "");
        mustAgree(List.of(sql("1")), List.of("V1__one.sql", "V2__two.sql", "V3__three.sql"), "2");
    }

    @Test
    void items_randomHistories_areWhatFlywayInfoGives() throws Exception {
        int compared = 0;
        for (int seed = 0; seed < Rounds.of(20) * 5; seed++) {
            Random random = new Random(seed);
            List<Row> rows = new ArrayList<>();
            for (int i = random.nextInt(7); i > 0; i--) {
                rows.add(row(random));
            }
            List<String> files = Stream.concat(
                            VERSIONS.stream().map(version -> "V" + version + "__d" + version + ".sql"),
                            Stream.of("R__v.sql", "R__w.sql"))
                    .filter(file -> random.nextInt(3) > 0)
                    .toList();
            String target = random.nextInt(4) == 0 ? VERSIONS.get(random.nextInt(VERSIONS.size())) : "";
            compared += compare(rows, files, target) ? 1 : 0;
        }
        assertThat(compared).isGreaterThan(Rounds.of(20));
    }

    private static Row row(Random random) {
        String version = VERSIONS.get(random.nextInt(VERSIONS.size()));
        return switch (random.nextInt(10)) {
            case 0 -> deleted(version);
            case 1 -> baseline(version);
            case 2 -> failed(version);
            case 3 -> repeatable(random.nextBoolean() ? "v" : "w", random.nextInt(2) == 0 ? checksum("R__v.sql") : 7);
            case 4 -> new Row(version, "class", "JDBC", true, 0);
            case 5 -> new Row("", random.nextBoolean() ? "v" : "w", "DELETE", true, 7);
            default -> sql(version);
        };
    }

    private static Row sql(String version) {
        return new Row(version, "d" + version, "SQL", true, 1);
    }

    private static Row failed(String version) {
        return new Row(version, "d" + version, "SQL", false, 1);
    }

    private static Row deleted(String version) {
        return new Row(version, "d" + version, "DELETE", true, 1);
    }

    private static Row baseline(String version) {
        return new Row(version, "<< Flyway Baseline >>", "BASELINE", true, 0);
    }

    private static Row schema() {
        return new Row("", "<< Flyway Schema Creation >>", "SCHEMA", true, 0);
    }

    private static Row repeatable(String description, int checksum) {
        return new Row("", description, "SQL", true, checksum);
    }

    private static String text(String file) {
        return "SELECT 1; -- " + file;
    }

    private static int checksum(String file) {
        return FlywayChecksum.of(text(file));
    }

    private void mustAgree(List<Row> rows, List<String> files, String target) throws Exception {
        assertThat(compare(rows, files, target)).as("Flyway reads %s", rows).isTrue();
    }

    /** Compares the two; false when Flyway refuses to read the history. */
    private boolean compare(List<Row> rows, List<String> files, String target) throws Exception {
        write(rows);
        Path location = Files.createTempDirectory(folder, "case");
        for (String file : files) {
            Files.writeString(location.resolve(file), text(file));
        }
        List<String> theirs;
        try {
            theirs = flyway(location, target);
        } catch (FlywayException refused) {
            return false;
        }
        ScriptOrigin origin = new ScriptOrigin(
                List.of(new ScriptLocation("filesystem:" + location)),
                List.of(),
                MigrationNaming.flyway(),
                List.of(),
                List.of(),
                List.of());
        List<LocalMigration> locals =
                MigrationSource.of("host", TABLE.name(), origin).migrations();
        try (Connection connection = database.connect()) {
            Optional<MigrationVersion> last =
                    target.isEmpty() ? Optional.empty() : Optional.of(MigrationVersion.fromVersion(target));
            List<String> ours = HistoryView.of(TABLE.read(connection), locals, last).items().stream()
                    .map(item -> item.version().map(Object::toString).orElse("-") + " " + item.description() + " "
                            + item.state())
                    .toList();
            assertThat(ours).as("%s with %s to '%s'", rows, files, target).isEqualTo(theirs);
        }
        return true;
    }

    private List<String> flyway(Path location, String target) {
        var plain = Flyway.configure().dataSource(database.dataSource()).locations("filesystem:" + location);
        return Arrays.stream((target.isEmpty() ? plain : plain.target(target + "?"))
                        .load()
                        .info()
                        .all())
                .map(HistoryViewTest::line)
                .toList();
    }

    private static String line(MigrationInfo info) {
        return (info.getVersion() == null ? "-" : info.getVersion()) + " " + info.getDescription() + " "
                + info.getState();
    }

    private void write(List<Row> rows) throws Exception {
        database.execute("TRUNCATE flyway_schema_history");
        try (Connection connection = database.connect();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO flyway_schema_history VALUES"
                        + " (?, nullif(?, ''), ?, ?, 'x', nullif(?, 0), 'me', now(), 0, ?)")) {
            int rank = 0;
            for (Row row : rows) {
                insert.setInt(1, ++rank);
                insert.setString(2, row.version());
                insert.setString(3, row.description());
                insert.setString(4, row.type());
                insert.setInt(5, row.checksum());
                insert.setBoolean(6, row.success());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
