package dev.holdfast.migration.histories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.migration.sql.SqlScript;
import dev.holdfast.migration.sql.SqlStatement;
import dev.holdfast.migration.statement.StatementClassifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the histories hold, and that each of their statements is known for what it is. */
class CommandTableTest {
    /** What psql 15 lists under {@code \h}; psql 16, 17 and 18 list the same. */
    private static final int COMMANDS = 185;

    /** A row of the table: a command, a file with it, and whether that runs. */
    private record Row(String command, String file, String expected, String reason) {}

    private static List<Row> table() {
        return History.rows(History.resource("commands.tsv"))
                .map(row -> new Row(row[0], row[1], row[2], row[3]))
                .toList();
    }

    private static List<SqlStatement> statements(Path file) {
        return SqlScript.parse(History.text(file)).statements();
    }

    private static Stream<String> commands(Path file) {
        return statements(file).stream()
                .map(statement -> StatementClassifier.classify(statement)
                        .fold(known -> known.command(), unknown -> "unknown: " + unknown.reason()));
    }

    @Test
    void table_eachCommandOfPsql_isInTheFileNamed() {
        assertThat(table()).extracting(Row::command).hasSize(COMMANDS).doesNotHaveDuplicates();
        assertThat(table())
                .allSatisfy(row -> assertThat(commands(History.resource(row.file())))
                        .as(row.file())
                        .contains(row.command()));
    }

    @Test
    void table_whatDoesNotRun_saysWhy() {
        assertThat(table())
                .filteredOn(row -> !row.expected().equals("runs"))
                .hasSizeLessThan(10)
                .allSatisfy(row -> assertThat(row.reason()).isNotBlank());
    }

    @ParameterizedTest
    @EnumSource(History.class)
    void statements_ofEachHistory_areAllKnown(History history) {
        List<String> wrong = new ArrayList<>();
        for (Path file : History.files(history.folder(), ".sql")) {
            SqlScript.parse(History.text(file)).problems().forEach(problem -> wrong.add(file + " " + problem));
            commands(file)
                    .filter(command -> command.startsWith("unknown"))
                    .forEach(reason -> wrong.add(file + " " + reason));
        }
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(History.class)
    void pairs_ofEachHistory_areComplete(History history) {
        List<History.Pair> pairs = history.pairs();
        List<Path> files = History.files(history.folder(), ".sql");
        for (History.Pair pair : pairs) {
            String stem = pair.version() + (history.isFlyway() ? "__" : "_") + pair.name();
            assertThat(files)
                    .as(stem)
                    .filteredOn(file -> !file.toString().contains("mended")
                            && file.toString().contains(stem))
                    .hasSize(2);
            assertThat(pair.reason().isEmpty())
                    .as(stem)
                    .isEqualTo(pair.verdict().equals("exact"));
        }
    }

    @Test
    void histories_together_areOfTheSizeAndKindOfRealOnes() {
        List<History.Pair> all = Stream.of(History.values())
                .flatMap(history -> history.pairs().stream())
                .toList();
        assertThat(all).hasSizeGreaterThan(300);
        Map<String, Long> verdicts = all.stream()
                .map(History.Pair::verdict)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertThat(verdicts).containsOnlyKeys("exact", "column order", "differs", "fails", "empty");
        assertThat(verdicts.values()).allMatch(count -> count >= 3);
    }
}
