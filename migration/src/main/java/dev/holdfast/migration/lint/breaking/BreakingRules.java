package dev.holdfast.migration.lint.breaking;

import dev.holdfast.migration.lint.rule.LintRule;
import java.util.List;

/** The rules of this package. */
public final class BreakingRules {
    private BreakingRules() {}

    /**
     * All of them.
     *
     * @return new instances, in the catalogue's order
     */
    public static List<LintRule> all() {
        return List.of(
                new DropColumn(),
                new DropTable(),
                new DropView(),
                new DropRoutineOrType(),
                new DropSchema(),
                new RenameColumn(),
                new RenameTable(),
                new MoveToSchema(),
                new AddRequiredColumn(),
                new ColumnTypeChange(),
                new DropDefault(),
                new DropNotNull(),
                new EnumValueRenamed());
    }
}
