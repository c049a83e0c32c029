package dev.holdfast.migration.cli.view;

import dev.holdfast.migration.cli.output.Facts;
import dev.holdfast.migration.cli.output.Mark;
import dev.holdfast.migration.cli.output.Style;
import dev.holdfast.migration.lint.Lint;
import dev.holdfast.migration.lint.LintReport;
import dev.holdfast.migration.lint.rule.Finding;
import dev.holdfast.migration.lint.rule.LintRule;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What lint found, shown.
 *
 * @param report what was found
 * @param lint who found it, for the rules' words
 */
public record LintView(LintReport report, Lint lint) {
    /**
     * For machines.
     *
     * @return the findings with their rules, the silenced ones and the mistakes
     */
    public Facts facts() {
        return Facts.of("fails", report.fails())
                .and("findings", report.findings().stream().map(this::facts).toList())
                .and(
                        "silenced",
                        report.silenced().stream()
                                .map(one -> Facts.of("finding", facts(one.finding()))
                                        .and("because", one.reason())
                                        .map())
                                .toList())
                .and(
                        "mistakes",
                        report.mistakes().stream()
                                .map(one -> Facts.of("script", one.script())
                                        .and("line", one.line())
                                        .and("message", one.message())
                                        .map())
                                .toList());
    }

    /**
     * For people.
     *
     * @param style what the terminal can show
     * @return each finding with what to do instead, and a line that sums up
     */
    public String text(Style style) {
        StringBuilder out = new StringBuilder();
        for (Finding finding : report.findings()) {
            out.append(mark(finding, style))
                    .append(' ')
                    .append(Style.safe(finding.toString()))
                    .append('\n');
            rule(finding)
                    .ifPresent(rule -> out.append("   ")
                            .append(Style.safe(rule.advice()))
                            .append("\n   ")
                            .append(rule.documentation())
                            .append('\n'));
        }
        report.mistakes()
                .forEach(one -> out.append(style.mark(Mark.BAD))
                        .append(' ')
                        .append(Style.safe(one.toString()))
                        .append('\n'));
        return out.append(report.findings().size() + report.mistakes().size())
                .append(" found, ")
                .append(report.silenced().size())
                .append(" silenced\n")
                .toString();
    }

    private String mark(Finding finding, Style style) {
        return style.mark(report.failing().contains(finding.category()) ? Mark.BAD : Mark.WAITING);
    }

    private Map<String, Object> facts(Finding finding) {
        return Facts.of("rule", finding.rule())
                .and("category", finding.category().name().toLowerCase(Locale.ROOT))
                .and("script", finding.script())
                .and("statement", finding.statement())
                .and("line", finding.line())
                .and("message", finding.message())
                .and("advice", rule(finding).map(LintRule::advice))
                .and(
                        "documentation",
                        rule(finding).map(rule -> rule.documentation().toString()))
                .map();
    }

    private Optional<LintRule> rule(Finding finding) {
        return lint.rules().stream()
                .filter(rule -> rule.id().equals(finding.rule()))
                .findFirst();
    }
}
