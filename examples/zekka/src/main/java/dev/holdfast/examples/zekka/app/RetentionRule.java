package dev.holdfast.examples.zekka.app;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Column;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;
import dev.holdfast.migration.sql.SqlToken;
import dev.holdfast.migration.statement.table.Constraint;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** A rule of Zekka's own: evidence is kept for a year, so no {@code retention_days} begins below 365. Thread-safe. */
public final class RetentionRule implements LintRule {
    public static final String ID = "retention-too-short";

    private static final BigDecimal YEAR = BigDecimal.valueOf(365);
    private static final RuleDescription DESCRIPTION = RuleDescription.of(ID, Category.INSECURE, "sql-createtable.html")
            .text(
                    "PCI DSS 10.5.1 asks for twelve months of audit trail; what is deleted earlier is gone when it is needed.",
                    "Let retention_days begin at 365 or more.",
                    "CREATE TABLE audit_logs (id bigint, retention_days integer NOT NULL DEFAULT 400);");

    @Override
    public RuleDescription description() {
        return DESCRIPTION;
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        statement.columns().stream()
                .filter(column -> column.name().equals("retention_days"))
                .filter(column ->
                        days(column).filter(days -> days.compareTo(YEAR) < 0).isPresent())
                .forEach(column -> findings.add(column.table() + " keeps its rows for less than a year"));
    }

    private static Optional<BigDecimal> days(Column column) {
        return column.constraint(Constraint.Kind.DEFAULT)
                .map(Constraint::tokens)
                .flatMap(RetentionRule::number);
    }

    private static Optional<BigDecimal> number(List<SqlToken> tokens) {
        return tokens.size() == 1 && tokens.get(0).text().matches("[0-9]{1,9}")
                ? Optional.of(new BigDecimal(tokens.get(0).text()))
                : Optional.empty();
    }
}
