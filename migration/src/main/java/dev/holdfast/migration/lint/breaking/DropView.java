package dev.holdfast.migration.lint.breaking;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;

/** A view that leaves while the application may still read it. */
final class DropView implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of("drop-view", Category.BREAKING, "sql-dropview.html")
                .text(
                        "The running version fails on every query of the view.",
                        "Change it with CREATE OR REPLACE VIEW, or drop and make it anew in one transaction.",
                        """
                    CREATE OR REPLACE VIEW open_loan AS SELECT id, member_id, due FROM loan WHERE returned_at IS NULL;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        statement
                .head("drop materialized? view if? exists?")
                .ifPresent(rest -> rest.list().stream()
                        .flatMap(view -> view.name().stream())
                        .filter(view -> !statement.isMadeAgain("create or? replace? materialized? view", view))
                        .forEach(view -> findings.on(view, "view " + view + " leaves")));
    }
}
