package dev.holdfast.migration.lint.insecure;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Clause;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;
import dev.holdfast.migration.lint.rule.TableAction;
import dev.holdfast.migration.sql.SqlToken;
import java.util.List;
import java.util.stream.Stream;

/** Evidence that disappears together with what it is about. */
final class CascadeIntoAudit implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of("cascade-into-audit", Category.INSECURE, "ddl-constraints.html#DDL-CONSTRAINTS-FK")
                .text(
                        "Deleting the parent deletes the record of who did what to it, without a trace.",
                        "Keep the id without a foreign key, or with ON DELETE RESTRICT.",
                        """
                    ALTER TABLE audit_entry ADD CONSTRAINT audit_entry_member
                        FOREIGN KEY (member_id) REFERENCES member (id) ON DELETE RESTRICT NOT VALID;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        Stream<TableAction> cascading = statement.actions().stream()
                .filter(action -> isCascading(action.action().rest()));
        Stream<String> made = statement.createdTable().stream()
                .filter(table -> statement.clause().hasAnywhere("on delete cascade"));
        Stream.concat(made, cascading.map(TableAction::table))
                .filter(statement.run().target()::isAudit)
                .distinct()
                .forEach(table -> findings.add("rows of " + table + " disappear with what they are about"));
    }

    private static boolean isCascading(List<SqlToken> action) {
        return Clause.of(action).has("on delete cascade");
    }
}
