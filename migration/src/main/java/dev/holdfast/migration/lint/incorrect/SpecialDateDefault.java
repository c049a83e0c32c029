package dev.holdfast.migration.lint.incorrect;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;
import dev.holdfast.migration.sql.SqlToken;
import dev.holdfast.migration.statement.table.AlterAction;
import dev.holdfast.migration.statement.table.Constraint;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A default that is the moment of the migration. */
final class SpecialDateDefault implements LintRule {
    private static final Set<String> SPECIAL = Set.of("'now'", "'today'", "'tomorrow'", "'yesterday'");

    @Override
    public RuleDescription description() {
        return RuleDescription.of(
                        "special-date-default",
                        Category.INCORRECT,
                        "datatype-datetime.html#DATATYPE-DATETIME-SPECIAL-VALUES")
                .text(
                        "The strings now, today, tomorrow and yesterday are turned into a moment when the default "
                                + "is set, and stay that moment.",
                        "Use now() or CURRENT_DATE.",
                        """
                    ALTER TABLE loan ALTER COLUMN due SET DEFAULT CURRENT_DATE;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        statement.columns().stream()
                .filter(column -> isTime(column.typeName()))
                .filter(column -> column.constraint(Constraint.Kind.DEFAULT)
                        .filter(value -> isSpecial(value.tokens()))
                        .isPresent())
                .forEach(column -> findings.add("the default of " + column.name() + " is the moment it is set"));
        statement
                .actions()
                .forEach(action -> action.name(AlterAction.Kind.SET_DEFAULT)
                        .filter(column -> isSpecial(action.action().rest()))
                        .ifPresent(column -> findings.add("the default of " + column + " is the moment it is set")));
    }

    private static boolean isTime(String type) {
        return type.contains("time") || type.equals("date");
    }

    private static boolean isSpecial(List<SqlToken> value) {
        return value.stream().anyMatch(token -> SPECIAL.contains(token.text().toLowerCase(Locale.ROOT)));
    }
}
