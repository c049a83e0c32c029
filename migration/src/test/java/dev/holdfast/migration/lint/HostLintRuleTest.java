package dev.holdfast.migration.lint;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintCase;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintRuleContract;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;
import java.util.List;

/** A rule as a host writes it, held to the same contract as ours. */
class HostLintRuleTest extends LintRuleContract {
    private static final String RULE = "table-without-comment";

    @Override
    protected List<LintRule> rules() {
        return List.of(new TableWithoutComment());
    }

    @Override
    protected List<LintCase> cases() {
        return List.of(
                new LintCase(RULE, LintCase.Kind.FIRES, "", "CREATE TABLE fine (id bigint);"),
                new LintCase(RULE, LintCase.Kind.SILENT, "", "CREATE TEMPORARY TABLE fine (id bigint);"),
                new LintCase(
                        RULE,
                        LintCase.Kind.SILENT,
                        "",
                        "CREATE TABLE fine (id bigint); COMMENT ON TABLE fine IS 'what is owed';"));
    }

    /** Every table says what it is for. */
    private static final class TableWithoutComment implements LintRule {
        @Override
        public RuleDescription description() {
            return RuleDescription.of(RULE, Category.INCORRECT, "sql-comment.html")
                    .text(
                            "Nobody knows what the table is for.",
                            "Say it in a comment, in the same script.",
                            "CREATE TABLE fine (id bigint); COMMENT ON TABLE fine IS 'what is owed';");
        }

        @Override
        public void check(LintedStatement statement, Findings findings) {
            statement
                    .createdTable()
                    .filter(table -> !statement.isMadeAgain("comment on table", table))
                    .ifPresent(table -> findings.on(table, table + " has no comment"));
        }
    }
}
