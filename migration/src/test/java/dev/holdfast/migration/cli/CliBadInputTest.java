package dev.holdfast.migration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.migration.snapshot.SchemaSnapshot;
import dev.holdfast.migration.snapshot.SnapshotScope;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad input of every command: a sentence with the next step, the documented exit code, and nothing changed. */
@TestInstance(Lifecycle.PER_CLASS)
class CliBadInputTest {
    @TempDir
    static Path folder;

    private final TestDatabase database = EmbeddedPostgres.shared().createDatabase();

    @BeforeAll
    void migrateOne() throws IOException {
        Cli cli = cli().file("db/migration/V1__one.sql", "CREATE TABLE one (id int);")
                .file("db/undo/U1__one.sql", "DROP TABLE one;");
        assertThat(cli.run("migrate").exit()).isZero();
        cli.file("db/migration/V2__two.sql", "CREATE TABLE two (id int);")
                .file("changed/V1__one.sql", "CREATE TABLE one (id bigint);")
                .file("twice/V1__a.sql", "SELECT 1;")
                .file("twice/V1__b.sql", "SELECT 1;")
                .file("failing/V1__one.sql", "CREATE TABLE one (id int);")
                .file("failing/V2__bad.sql", "CREATE TABLE bad (id int); SELECT 1/0;")
                .file("other.json", "{\"format\":\"else\"}")
                .file("there.json", "{}")
                .file("styles/V1__a.sql", "SELECT 1;")
                .file("styles/1_a.up.sql", "SELECT 1;")
                .file("typo.properties", "lokations=x");
    }

    @AfterAll
    void close() {
        database.close();
    }

    @ParameterizedTest(name = "{index} {0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "NOTHING                                   | 2 | Missing required subcommand",
                "statsu                                    | 2 | there is no such command: did you mean status?",
                "status --bogus                            | 2 | there is no option --bogus",
                "status extra                              | 2 | an argument is one too many",
                "status --schema                           | 2 | Missing required parameter for option '--schema'",
                "status --schema a --schema b              | 2 | should be specified only once",
                "status --password hunter2                 | 2 | --password is refused",
                "status --url postgres://x/y               | 2 | must have the form jdbc:postgresql://host:port/database",
                "status --url jdbc:postgresql://127.0.0.1:1/x | 5 | could not reach database x at 127.0.0.1:1",
                "status --user nobody_known                | 5 | did not let role nobody_known in",
                "status --settings none.properties         | 2 | none.properties must be a readable file",
                "status --settings typo.properties         | 2 | did you mean locations?",
                "status --locations nowhere                | 2 | location must exist",
                "status --locations twice                  | 2 | more than one migration with version 1",
                "status --schema BLANK                     | 2 | schema must",
                "status --namespace Upper                  | 2 | schema must be a lower-case SQL identifier",
                "migrate --target nope                     | 2 | --target must be a version",
                "migrate --target 99                       | 3 | has no version 99",
                "migrate --lock-timeout 5                  | 2 | must be a whole number with its unit ms, s, m or h",
                "migrate --lock-timeout 1ms                | 2 | lockTimeout must be between",
                "migrate --locations changed               | 3 | checksum mismatch",
                "migrate --locations failing               | 1 | version 2",
                "migrate --lint maybe                      | 2 | expected one of [report, refuse, off]",
                "migrate --rehearse moon                   | 2 | expected one of [dump, template, live]",
                "migrate --rehearse live                   | 2 | must be given together",
                "migrate --max-rows 5                      | 2 | must come with --rehearse",
                "migrate --without-confirmation            | 2 | must come with --rehearse",
                "migrate --by anna                         | 2 | must be given together",
                "migrate --gate sometimes                  | 2 | --gate must be heartbeats, connections or none",
                "migrate --gate heartbeats --gate-window 1s | 2 | window must be between",
                "prove --in live                           | 2 | expected one of [dump, template]",
                "verify --verify-locations nowhere         | 2 | location must exist",
                "migrate --verify-locations nowhere        | 2 | location must exist",
                "plan --target nope                        | 2 | --target must be a version",
                "plan --target 99                          | 2 | has no version 99",
                "migrate --dry-run --target 99             | 2 | has no version 99",
                "rehearse --in moon                        | 2 | expected one of [dump, template, live]",
                "rehearse --in live                        | 2 | must be given together",
                "rehearse --max-rows 5                     | 2 | must be given together",
                "rehearse --in live --max-rows -1 --max-bytes 1 | 2 | must not be negative",
                "rollback x                                | 2 | 'x' is not an int",
                "rollback 0                                | 2 | N must be 1 or more",
                "rollback 1 --to 1                         | 2 | must not be given both",
                "rollback --to nope                        | 2 | --to must be a version",
                "baseline nope                             | 2 | VERSION must be a version",
                "baseline 1                                | 3 | the schema has a history already",
                "mark-as-run                               | 2 | Missing required parameter: 'VERSION'",
                "mark-as-run nope                          | 2 | VERSION must be a version",
                "mark-as-run 99                            | 3 | 99",
                "mark-as-run 2                             | 3 | two",
                "mark-as-run 2 --by anna                   | 2 | must be given together",
                "lint                                      | 2 | Missing required parameter: 'FILES'",
                "lint nowhere.sql                          | 2 | there is no file or folder nowhere.sql",
                "lint there.json --ignore nope             | 2 | ignored rule 'nope' does not exist",
                "lint db --fail-on all                     | 2 | --fail-on must list",
                "report                                    | 2 | the folder of run records must be named",
                "report 7 --records none                   | 2 | there is no run record in",
                "report --format pdf                       | 2 | expected one of [text, markdown, html, json]",
                "verify extra                              | 2 | an argument is one too many",
                "create                                    | 2 | Missing required parameter: 'NAME'",
                "create ../etc                             | 2 | name must begin with a letter",
                "create 1x                                 | 2 | name must begin with a letter",
                "create x cobol                            | 2 | expected one of [sql, java]",
                "create x --naming camel                   | 2 | naming must be flyway, pairs, single or folders",
                "create x --locations styles               | 2 | name its migrations in one style",
                "create x --locations classpath:db         | 2 | must name a folder to write to",
                "snapshot                                  | 2 | Missing required parameter: 'FILE'",
                "snapshot there.json                       | 2 | is there already",
                "snapshot none/x.json                      | 2 | must be in a folder that can be written to",
                "diff database                             | 2 | Missing required parameter: 'B'",
                "diff database database                    | 2 | one of the two must be a file",
                "diff other.json database                  | 2 | other.json must be a picture of the catalog",
                "diff none.json database                   | 2 | none.json must be a picture of the catalog",
                "completion extra                          | 2 | an argument is one too many",
            })
    void command_badInput_saysTheNextStepAndChangesNothing(String line, int exit, String fragment) throws Exception {
        SchemaSnapshot schema = schema();
        List<String> history = history();
        SortedMap<String, String> files = files();

        Cli.Said said = cli().run(arguments(line));
        assertThat(said.err()).contains(fragment);
        assertThat(said.exit()).isEqualTo(exit);
        assertThat(said.out()).isEmpty();

        Cli.Said json = cli().run(asJson(arguments(line)));
        assertThat(json.err()).isEmpty();
        assertThat(json.exit()).isEqualTo(exit);
        assertThat(json.json()).containsEntry("exit", new BigDecimal(exit)).containsKey("error");
        assertThat(json.out()).contains(fragment.replace("\"", "\\\""));

        assertThat(schema()).isEqualTo(schema);
        assertThat(history()).isEqualTo(history);
        assertThat(files()).isEqualTo(files);
        assertThat(said.all() + json.all()).doesNotContain("hunter2");
    }

    private static String[] asJson(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add(Math.min(1, all.size()), "--json");
        return all.toArray(String[]::new);
    }

    private static String[] arguments(String line) {
        return line.equals("NOTHING")
                ? new String[0]
                : Arrays.stream(line.split(" +", -1))
                        .map(word -> word.equals("BLANK") ? " " : word)
                        .toArray(String[]::new);
    }

    private Cli cli() {
        return Cli.on(database, folder);
    }

    private SchemaSnapshot schema() {
        return SchemaSnapshot.take(database.dataSource(), SnapshotScope.of("public", "holdfast"));
    }

    private List<String> history() throws SQLException {
        return database.queryStrings("SELECT h::text FROM flyway_schema_history h ORDER BY installed_rank");
    }

    private SortedMap<String, String> files() throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            SortedMap<String, String> files = new TreeMap<>();
            paths.filter(Files::isRegularFile).forEach(path -> files.put(path.toString(), text(path)));
            return files;
        }
    }

    private static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
