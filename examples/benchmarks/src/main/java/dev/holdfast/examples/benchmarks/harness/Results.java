package dev.holdfast.examples.benchmarks.harness;

import dev.holdfast.core.json.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What was measured, for files and for people.
 *
 * @param machine what it was measured on, see {@link Machine}
 * @param standings the contests in the order of the programme
 */
public record Results(Map<String, String> machine, List<Standing> standings) {
    private static final String BEGIN = "<!-- benchmarks: made by examples/benchmarks, do not edit -->";
    private static final String HEAD = """
            | work (threads) | contestant | ops/s | per op | against the baseline | CPU per op | goal |
            |---|---|--:|--:|--:|--:|--:|
            """;
    private static final String END = "<!-- /benchmarks -->";

    /** Copies the list. */
    public Results {
        standings = List.copyOf(standings);
    }

    /** The file of figures, one contest a line. */
    public String json() {
        Map<String, Object> document = new LinkedHashMap<>(machine);
        document.put("contests", standings.stream().map(Results::json).toList());
        return Json.write(document).replace("{\"contest\"", "\n{\"contest\"") + "\n";
    }

    /** The table of figures, in Markdown. A goal that was missed stays in it, and is called so. */
    public String table() {
        StringBuilder out = new StringBuilder();
        out.append(HEAD);
        for (Standing standing : standings) {
            out.append(lines(standing));
        }
        return out.append("\nThe median of the ratios turn by turn, with the quartiles in brackets; ")
                .append(fact("cores"))
                .append(" cores of ")
                .append(fact("processor"))
                .append(", Java ")
                .append(fact("java"))
                .append(", PostgreSQL ")
                .append(fact("postgresql"))
                .append(" with its durable defaults, commit ")
                .append(fact("commit"))
                .append(".\n")
                .toString();
    }

    /** One contest's lines of the table. */
    public static String lines(Standing standing) {
        StringBuilder out = new StringBuilder();
        standing.rows().forEach(row -> out.append(line(standing, row)));
        standing.absent()
                .forEach(one -> out.append(
                        "| %s (%d) | %s |  |  |  |  |  |\n".formatted(standing.contest(), standing.threads(), one)));
        return out.toString();
    }

    /** Puts the table in the place of the one between the marks. */
    public void writeInto(Path readme) throws IOException {
        String text = Files.readString(readme);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(readme + " must hold the line '" + BEGIN + "' and below it '" + END + "'");
        }
        Files.writeString(readme, text.substring(0, begin + BEGIN.length()) + "\n" + table() + text.substring(end));
    }

    static String time(double nanos) {
        if (nanos < 10_000) {
            return String.format(Locale.ROOT, "%.0f ns", nanos);
        }
        return nanos < 10_000_000
                ? String.format(Locale.ROOT, "%.0f µs", nanos / 1e3)
                : String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    }

    private String fact(String name) {
        return machine.getOrDefault(name, "unknown");
    }

    private static String line(Standing standing, Standing.Row row) {
        return String.format(
                Locale.ROOT,
                "| %s (%d) | %s | %,.0f | %s | %.2f × (%.2f–%.2f) | %s | %s |\n",
                standing.contest(),
                standing.threads(),
                row.name(),
                row.perSecond(),
                perOperation(standing, row),
                cut(row.ratio()),
                cut(row.low()),
                cut(row.high()),
                time(row.cpuMicros() * 1e3),
                row.isOurs() ? goal(standing, row) : "");
    }

    private static String perOperation(Standing standing, Standing.Row row) {
        Calls.Quantiles calls = row.calls();
        if (calls == null) {
            return time(row.nanos());
        }
        String median = "p50 " + time(calls.median());
        return standing.goal() instanceof Goal.Alike
                ? String.format(Locale.ROOT, "%s, δ %+.2f", median, calls.effect())
                : median + ", p99 " + time(calls.tail());
    }

    /** Cut and not rounded, so that what is just short of a goal does not look as if it reached it. */
    private static double cut(double ratio) {
        return Math.floor(ratio * 100) / 100;
    }

    private static String goal(Standing standing, Standing.Row row) {
        String goal = standing.goal().text();
        return standing.missed(row) ? goal + " **missed**" : goal;
    }

    private static Map<String, Object> json(Standing standing) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("contest", standing.contest());
        out.put("threads", standing.threads());
        out.put("operations", standing.operations());
        out.put("turns", standing.turns());
        out.put("goal", standing.goal().text());
        if (!standing.absent().isEmpty()) {
            out.put("absent", standing.absent());
        }
        out.put("rows", standing.rows().stream().map(row -> json(standing, row)).toList());
        return out;
    }

    private static Map<String, Object> json(Standing standing, Standing.Row row) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("name", row.name());
        out.put("perSecond", rounded(row.perSecond()));
        out.put("nanos", rounded(row.nanos()));
        out.put("ratio", rounded(row.ratio()));
        out.put("low", rounded(row.low()));
        out.put("high", rounded(row.high()));
        out.put("cpuMicros", rounded(row.cpuMicros()));
        Calls.Quantiles calls = row.calls();
        if (calls != null) {
            out.put("p50", rounded(calls.median()));
            out.put("p99", rounded(calls.tail()));
            out.put("delta", rounded(calls.effect()));
        }
        out.put("missed", standing.missed(row));
        return out;
    }

    private static BigDecimal rounded(double value) {
        return new BigDecimal(
                BigDecimal.valueOf(value).round(new MathContext(4)).toPlainString());
    }
}
