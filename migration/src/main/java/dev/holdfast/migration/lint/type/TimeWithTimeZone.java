package dev.holdfast.migration.lint.type;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;

/** A time of day with an offset but no day. */
final class TimeWithTimeZone implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of(
                        "time-with-time-zone", Category.INCORRECT, "datatype-datetime.html#DATATYPE-DATETIME-TABLE")
                .text(
                        "Without the day nobody can tell which offset a zone had; the type exists for the standard "
                                + "alone.",
                        "Use timestamptz for moments, time for opening hours and their like.",
                        """
                    ALTER TABLE loan ADD COLUMN opens_at time;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        DeclaredType.of(statement)
                .filter(type -> type.name().equals("timetz") || type.name().equals("time with time zone"))
                .forEach(type -> findings.add(type.column() + " is a time of day with an offset"));
    }
}
