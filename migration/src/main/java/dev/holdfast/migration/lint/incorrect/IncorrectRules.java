package dev.holdfast.migration.lint.incorrect;

import dev.holdfast.migration.lint.rule.LintRule;
import java.util.List;

/** The rules of this package. */
public final class IncorrectRules {
    private IncorrectRules() {}

    /**
     * All of them.
     *
     * @return new instances, in the catalogue's order
     */
    public static List<LintRule> all() {
        return List.of(
                new UpdateWithoutWhere(),
                new DeleteWithoutWhere(),
                new NotInSubquery(),
                new ComparedWithNull(),
                new TruncateCascade(),
                new DropCascade(),
                new ReservedNameAsTable(),
                new TableAsCopy(),
                new SpecialDateDefault(),
                new WideIndex(),
                new LongIdentifier());
    }
}
