package dev.holdfast.examples.benchmarks;

import dev.holdfast.core.json.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Keeps what was measured: a file of figures, and the README's table made from it. */
final class Results {
    private static final String BEGIN = "<!-- benchmarks: made by examples/benchmarks, do not edit -->";
    private static final String END = "<!-- /benchmarks -->";

    private Results() {}

    static void write(Path file, Map<String, String> machine, List<Standing> standings) throws IOException {
        Map<String, Object> document = new LinkedHashMap<>(machine);
        document.put("contests", standings.stream().map(Results::json).toList());
        Files.writeString(file, Json.write(document).replace("{\"contest\"", "\n{\"contest\"") + "\n");
    }

    static String table(Map<String, String> machine, List<Standing> standings) {
        StringBuilder out = new StringBuilder();
        out.append("| work (threads) | contestant | ops/s | against the baseline | CPU µs/op | goal |\n");
        out.append("|---|---|--:|--:|--:|--:|\n");
        for (Standing standing : standings) {
            for (Standing.Row row : standing.rows()) {
                boolean ours = row.name().startsWith("Holdfast");
                out.append(String.format(
                        Locale.ROOT,
                        "| %s (%d) | %s | %,.0f | %.2f × (%.2f–%.2f) | %.1f | %s |%n",
                        standing.contest(),
                        standing.threads(),
                        row.name(),
                        row.perSecond(),
                        row.ratio(),
                        row.low(),
                        row.high(),
                        row.cpuMicros(),
                        ours ? goal(standing, row) : ""));
            }
        }
        return out.append("\nMedian of the ratios turn by turn, quartiles in brackets; ")
                .append(machine.get("cores"))
                .append(" cores of ")
                .append(machine.get("processor"))
                .append(", Java ")
                .append(machine.get("java"))
                .append(", PostgreSQL ")
                .append(machine.get("postgresql"))
                .append(" with its durable defaults, commit ")
                .append(machine.get("commit"))
                .append(".\n")
                .toString();
    }

    static void intoReadme(Path readme, String table) throws IOException {
        String text = Files.readString(readme);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException("README.md must hold the marks '" + BEGIN + "' and '" + END + "'");
        }
        Files.writeString(readme, text.substring(0, begin + BEGIN.length()) + "\n" + table + text.substring(end));
    }

    private static String goal(Standing standing, Standing.Row row) {
        String goal = String.format(Locale.ROOT, "≥ %.2f", standing.target());
        return standing.missed(row) ? goal + " **missed**" : goal;
    }

    private static Map<String, Object> json(Standing standing) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("contest", standing.contest());
        out.put("threads", standing.threads());
        out.put("operations", standing.operations());
        out.put("turns", standing.turns());
        out.put("target", standing.target());
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Standing.Row row : standing.rows()) {
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("name", row.name());
            figures.put("perSecond", rounded(row.perSecond()));
            figures.put("ratio", rounded(row.ratio()));
            figures.put("low", rounded(row.low()));
            figures.put("high", rounded(row.high()));
            figures.put("cpuMicros", rounded(row.cpuMicros()));
            rows.add(figures);
        }
        out.put("rows", rows);
        return out;
    }

    private static BigDecimal rounded(double value) {
        return BigDecimal.valueOf(value).round(new MathContext(4));
    }
}
