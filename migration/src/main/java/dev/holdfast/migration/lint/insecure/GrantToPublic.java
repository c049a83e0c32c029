package dev.holdfast.migration.lint.insecure;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Clause;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.lint.rule.RuleDescription;
import java.util.List;

/** A privilege for everybody who can connect. */
final class GrantToPublic implements LintRule {
    @Override
    public RuleDescription description() {
        return RuleDescription.of("grant-to-public", Category.INSECURE, "ddl-priv.html")
                .text(
                        "PUBLIC is every role there is and every one that is made later, also those of other "
                                + "applications on the server.",
                        "Grant to the role that needs it.",
                        """
                    CREATE ROLE lint_reader;
                    GRANT SELECT ON loan TO lint_reader;
                    """);
    }

    @Override
    public void check(LintedStatement statement, Findings findings) {
        Clause grant = statement.clause().begins("grant") ? statement.clause() : defaults(statement.clause());
        boolean everybody = grant.after("to").list().stream().anyMatch(grantee -> grantee.begins("group? public"));
        if (everybody) {
            findings.add("every role gets the privilege, also those made later");
        }
    }

    private static Clause defaults(Clause clause) {
        return clause.begins("alter default privileges") ? clause.after("grant") : Clause.of(List.of());
    }
}
