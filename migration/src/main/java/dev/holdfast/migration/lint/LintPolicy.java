package dev.holdfast.migration.lint;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintTarget;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which rules are applied, and which findings fail a run.
 *
 * @param ignored ids of rules that are not applied
 * @param extra the host's own rules
 * @param failing the categories of which one finding fails the run
 * @param target the database the scripts are for
 */
public record LintPolicy(Set<String> ignored, List<LintRule> extra, Set<Category> failing, LintTarget target) {
    /** Copies the collections. */
    public LintPolicy {
        ignored = Set.copyOf(ignored);
        extra = List.copyOf(extra);
        failing = Set.copyOf(failing);
    }

    /**
     * Every ready rule, nothing fails, PostgreSQL 15, audit tables by the usual names.
     *
     * @return the default policy
     */
    public static LintPolicy defaults() {
        return new LintPolicy(Set.of(), List.of(), Set.of(), LintTarget.defaults());
    }

    /**
     * The same without a rule.
     *
     * @param rule its id; that there is such a rule is checked by {@link Lint#with}
     * @return the policy
     */
    public LintPolicy ignoring(String rule) {
        Set<String> more = new HashSet<>(ignored);
        more.add(rule);
        return new LintPolicy(more, extra, failing, target);
    }

    /**
     * The same with a rule of the host's.
     *
     * @param rule the rule
     * @return the policy
     */
    public LintPolicy withRule(LintRule rule) {
        List<LintRule> more = new ArrayList<>(extra);
        more.add(rule);
        return new LintPolicy(ignored, more, failing, target);
    }

    /**
     * The same with these categories failing the run, and no others.
     *
     * @param categories none to let everything pass
     * @return the policy
     */
    public LintPolicy failingOn(Category... categories) {
        return new LintPolicy(ignored, extra, new HashSet<>(Arrays.asList(categories)), target);
    }

    /**
     * The same for another version of PostgreSQL.
     *
     * @param version its major version, 11 to 99
     * @return the policy
     * @throws IllegalArgumentException when outside the bounds
     */
    public LintPolicy withTargetVersion(int version) {
        return new LintPolicy(ignored, extra, failing, new LintTarget(version, target.auditTables()));
    }

    /**
     * The same with other names for tables that hold evidence.
     *
     * @param names what the whole of such a name, without its schema, matches
     * @return the policy
     */
    public LintPolicy withAuditTables(Pattern names) {
        return new LintPolicy(ignored, extra, failing, new LintTarget(target.version(), names));
    }
}
