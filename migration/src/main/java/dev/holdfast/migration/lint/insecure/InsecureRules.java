package dev.holdfast.migration.lint.insecure;

import dev.holdfast.migration.lint.rule.LintRule;
import java.util.List;

/** The rules of this package. */
public final class InsecureRules {
    private InsecureRules() {}

    /**
     * All of them.
     *
     * @return new instances, in the catalogue's order
     */
    public static List<LintRule> all() {
        return List.of(
                new PasswordLiteral(),
                new GrantToPublic(),
                new GrantAll(),
                new DefinerWithoutSearchPath(),
                new DefaultPrivilegesWithoutRole(),
                new CascadeIntoAudit(),
                new RowSecurityDisabled(),
                new TriggerDisabled(),
                new PowerfulRole(),
                new ServerAccessRole(),
                new ServerSetting(),
                new UntrustedLanguage(),
                new ServerProgram());
    }
}
