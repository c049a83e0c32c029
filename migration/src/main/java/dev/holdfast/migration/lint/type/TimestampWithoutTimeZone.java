package dev.holdfast.migration.lint.type;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;

/** A moment without its time zone. */
final class TimestampWithoutTimeZone implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of(
                        "timestamp-without-time-zone", Category.INCORRECT, "datatype-datetime.html#DATATYPE-TIMEZONES")
                .text(
                        "timestamp without time zone keeps what a clock on some wall showed: two servers, or one "
                                + "before and after a summer, mean different moments by it.",
                        "Use timestamptz, which keeps the moment.",
                        """
                    ALTER TABLE loan ADD COLUMN reserved_at timestamptz;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        DeclaredType.of(statement)
                .filter(type -> type.name().equals("timestamp") || type.name().equals("timestamp without time zone"))
                .forEach(type -> findings.add(type.column() + " is a time without a zone"));
    }
}
