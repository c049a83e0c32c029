package dev.holdfast.migration.lint.rule;

import java.util.ArrayList;
import java.util.List;

/** Collects what one rule finds in one statement. */
public final class Findings {
    private final LintRule rule;
    private final LintedStatement statement;
    private final List<Finding> found = new ArrayList<>();

    private Findings(LintRule rule, LintedStatement statement) {
        this.rule = rule;
        this.statement = statement;
    }

    /**
     * What a rule finds in a statement.
     *
     * @param rule the rule
     * @param statement the statement
     * @return the findings, in the rule's order
     */
    public static List<Finding> of(LintRule rule, LintedStatement statement) {
        Findings findings = new Findings(rule, statement);
        rule.check(statement, findings);
        return List.copyOf(findings.found);
    }

    /**
     * Adds a finding.
     *
     * @param message what was found; names, no literals
     */
    public void add(String message) {
        found.add(new Finding(
                rule.id(),
                rule.category(),
                statement.script(),
                statement.statement().number(),
                statement.statement().line(),
                message));
    }

    /**
     * Adds a finding about a relation, unless it was made in the same run and the rule is about those who use it: nobody
     * waits for, or runs on, a table that is not committed yet.
     *
     * @param relation the table, view or index as the statement names it, folded
     * @param message what was found; names, no literals
     */
    public void on(String relation, String message) {
        boolean aboutUsers = rule.category() == Category.BLOCKING || rule.category() == Category.BREAKING;
        if (!aboutUsers || !statement.run().isNew(relation)) {
            add(message);
        }
    }
}
