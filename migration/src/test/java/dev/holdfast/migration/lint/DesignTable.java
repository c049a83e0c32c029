package dev.holdfast.migration.lint;

import dev.holdfast.migration.lint.rule.LintRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The table of rules in the design notes, whichever folder the tests run in. */
final class DesignTable {
    private static final Path FILE = Path.of("docs", "design", "migration-lint.md");

    private DesignTable() {}

    /** The rows as they stand in the notes. */
    static List<String> rows() throws IOException {
        try (Stream<String> lines =
                Files.lines(Files.exists(FILE) ? FILE : Path.of("..").resolve(FILE))) {
            return lines.filter(line -> line.startsWith("| `")).toList();
        }
    }

    /** The row of a rule as it should stand there. */
    static String row(LintRule rule) {
        String page = rule.documentation().toString().replaceAll(".*/", "");
        String rewrite = rule.description().rewrite().strip().replaceAll("\\s*\n\\s*", " ");
        return "| `" + rule.id() + "` | " + rule.category().name().toLowerCase(java.util.Locale.ROOT) + " | "
                + rule.why()
                + " | " + rule.advice() + " `" + rewrite.replace("|", "\\|") + "` | [" + page + "]("
                + rule.documentation() + ") |";
    }
}
