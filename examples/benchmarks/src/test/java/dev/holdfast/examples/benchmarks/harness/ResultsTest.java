package dev.holdfast.examples.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.holdfast.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
    private static final Standing SPEND = new Standing(
            "spend",
            8,
            1600,
            25,
            Goal.ratio(0.9),
            List.of(
                    new Standing.Row("bare UPDATE", 12_345.6, 648_000, 1, 1, 1, 250),
                    new Standing.Row("Holdfast consume", 11_000, 727_000, 0.8999, 0.85, 0.93, 280.5)),
            List.of("psql: not on the PATH"));
    private static final Standing PARSE = new Standing(
            "parse",
            1,
            50_000,
            25,
            Goal.nanos(1000),
            List.of(new Standing.Row("Holdfast, mistyped", 2_000_000, 500, 1, 1, 1, 0.5)),
            List.of());
    private static final Results RESULTS = new Results(
            Map.of("cores", "2", "processor", "X", "java", "17", "postgresql", "15.19", "commit", "abc"),
            List.of(SPEND, PARSE));

    @Test
    void table_goalMissed_staysAndIsMarked() {
        assertThat(RESULTS.table())
                .contains("| spend (8) | bare UPDATE | 12,346 | 648 µs | 1.00 × (1.00–1.00) | 250 µs |  |\n")
                .contains("| spend (8) | Holdfast consume | 11,000 | 727 µs | 0.89 × (0.85–0.93) | 281 µs |"
                        + " ≥ 0.90 × **missed** |\n");
    }

    @Test
    void table_goalReached_isNotMarked() {
        assertThat(RESULTS.table())
                .contains("| parse (1) | Holdfast, mistyped | 2,000,000 | 500 ns | 1.00 × (1.00–1.00) | 500 ns |"
                        + " ≤ 1000 ns |\n")
                .contains("2 cores of X, Java 17, PostgreSQL 15.19 with its durable defaults, commit abc.");
    }

    @Test
    void lines_contestantThatCouldNotTakePart_isALineWithoutFigures() {
        assertThat(Results.lines(SPEND)).endsWith("| spend (8) | psql: not on the PATH |  |  |  |  |  |\n");
        assertThat(Results.lines(PARSE)).doesNotContain("PATH");
        assertThat(RESULTS.json()).containsOnlyOnce("\"absent\":[\"psql: not on the PATH\"]");
    }

    @Test
    void lines_timedCalls_tellMedianAndTail() {
        Standing wait = new Standing(
                "wait",
                16,
                1,
                1,
                Goal.none(),
                List.of(new Standing.Row("Holdfast", 9, 9, 1, 1, 1, 9, new Calls.Quantiles(512_000, 12_000_000))),
                List.of());

        assertThat(Results.lines(wait)).contains("| p50 512 µs, p99 12.0 ms |");
        assertThat(new Results(Map.of(), List.of(wait)).json()).contains("\"p50\":512000,\"p99\":12000000,");
        assertThat(RESULTS.json()).doesNotContain("p50");
    }

    @Test
    void lines_timesThatShallBeAlike_tellMedianAndEffect() {
        Calls.Quantiles calls = new Calls.Quantiles(512_000, 12_000_000, -0.034);
        Standing login = new Standing(
                "login",
                1,
                1,
                1,
                Goal.alike(0.05),
                List.of(new Standing.Row("Holdfast", 9, 9, 1, 1, 1, 9, calls)),
                List.of());

        assertThat(Results.lines(login)).contains("| p50 512 µs, δ -0.03 |").endsWith("| ± 5 % |\n");
        assertThat(new Results(Map.of(), List.of(login)).json()).contains("\"delta\":-0.034,");
    }

    @Test
    void json_readBack_hasFactsAndFigures() {
        assertThat(Json.read(RESULTS.json()))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("commit", "abc")
                .hasEntrySatisfying(
                        "contests",
                        contests -> assertThat(contests)
                                .asInstanceOf(InstanceOfAssertFactories.LIST)
                                .hasSize(2));
        assertThat(RESULTS.json())
                .contains("\n{\"contest\":\"spend\",\"threads\":8,\"operations\":1600,\"turns\":25,")
                .contains("\"name\":\"Holdfast consume\",\"perSecond\":11000,")
                .contains("\"missed\":true");
    }

    @Test
    void writeInto_readmeWithMarks_replacesWhatIsBetween(@TempDir Path folder) throws IOException {
        Path readme = folder.resolve("README.md");
        String begin = "# H\n\n<!-- benchmarks: made by examples/benchmarks, do not edit -->\n";
        Files.writeString(readme, begin + "old\n<!-- /benchmarks -->\nend\n");

        RESULTS.writeInto(readme);
        RESULTS.writeInto(readme);

        assertThat(readme).hasContent(begin + RESULTS.table() + "<!-- /benchmarks -->\nend\n");
    }

    @Test
    void writeInto_readmeWithoutMarks_saysWhichAndLeavesIt(@TempDir Path folder) throws IOException {
        Path readme = Files.writeString(folder.resolve("README.md"), "# H\n");

        assertThatIOException()
                .isThrownBy(() -> RESULTS.writeInto(readme))
                .withMessageContaining("<!-- /benchmarks -->");
        assertThat(readme).hasContent("# H\n");
    }
}
