package dev.holdfast.migration.lint;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Finding;
import dev.holdfast.migration.lint.rule.Findings;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintedRun;
import dev.holdfast.migration.lint.rule.LintedStatement;
import dev.holdfast.migration.sql.SqlStatement;
import dev.holdfast.migration.statement.StatementClassifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks for what would block, break, mislead or expose, in scripts that are not run yet.
 *
 * <p>The scripts are those of one run, in its order: a table that one of them makes is new and empty for all that follow,
 * so nothing that is done to it blocks or breaks anybody. A comment before or in a statement silences one rule for it,
 * {@code -- holdfast:allow RULE-ID because REASON}; one that silences nothing is itself a finding, of the rule
 * {@value #UNUSED}.
 *
 * <p><em>Concurrency.</em> Immutable, as long as the host's rules are.
 */
public final class Lint {
    /** The id under which a silencing comment is reported that silences nothing. */
    public static final String UNUSED = "unused-allowance";

    private final LintPolicy policy;
    private final List<LintRule> rules;
    private final Set<String> known;

    private Lint(LintPolicy policy, List<LintRule> all) {
        this.policy = policy;
        this.rules = all.stream()
                .filter(rule -> !policy.ignored().contains(rule.id()))
                .toList();
        this.known = all.stream().map(LintRule::id).collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * A lint by a policy.
     *
     * @param policy which rules, and what fails
     * @return the lint
     * @throws IllegalArgumentException when two rules have one id, or the policy ignores a rule that does not exist
     */
    public static Lint with(LintPolicy policy) {
        List<LintRule> all =
                Stream.concat(LintRules.all().stream(), policy.extra().stream()).toList();
        Set<String> ids = new TreeSet<>(Set.of(UNUSED));
        for (LintRule rule : all) {
            if (!ids.add(rule.id())) {
                throw new IllegalArgumentException("rule id '" + rule.id() + "' is taken: give the other rule its own");
            }
        }
        for (String ignored : policy.ignored()) {
            if (!ids.contains(ignored)) {
                throw new IllegalArgumentException(
                        "ignored rule '" + ignored + "' does not exist; the rules are " + String.join(", ", ids));
            }
        }
        return new Lint(policy, all);
    }

    /**
     * The rules that are applied.
     *
     * @return without the ignored ones
     */
    public List<LintRule> rules() {
        return rules;
    }

    /**
     * Looks at the scripts of one run.
     *
     * @param scripts in the order they will be run
     * @return what was found; nothing in a script makes this method throw
     */
    public LintReport check(List<LintedScript> scripts) {
        Reading reading = new Reading();
        scripts.forEach(reading::read);
        return new LintReport(reading.findings, reading.silenced, reading.mistakes, policy.failing());
    }

    /** One pass over the scripts. */
    private final class Reading {
        private final LintedRun run = new LintedRun(policy.target(), StatementClassifier::classify);
        private final List<Finding> findings = new ArrayList<>();
        private final List<LintReport.Silenced> silenced = new ArrayList<>();
        private final List<LintReport.Mistake> mistakes = new ArrayList<>();

        private void read(LintedScript script) {
            script.script()
                    .problems()
                    .forEach(it -> mistakes.add(new LintReport.Mistake(script.name(), it.line(), it.message())));
            run.begin(script.script().statements());
            for (SqlStatement statement : script.script().statements()) {
                LintedStatement linted = run.read(script.name(), statement);
                check(linted);
                run.note(linted);
            }
        }

        private void check(LintedStatement statement) {
            Allowances allowances = Allowances.of(statement.statement(), known);
            for (LintRule rule : rules) {
                for (Finding finding : Findings.of(rule, statement)) {
                    Optional<Allowance> allowance = allowances.use(rule.id());
                    allowance.ifPresentOrElse(
                            it -> silenced.add(new LintReport.Silenced(finding, it.reason())),
                            () -> findings.add(finding));
                }
            }
            allowances
                    .mistakes()
                    .forEach(it -> mistakes.add(new LintReport.Mistake(
                            statement.script(), statement.statement().line(), it)));
            allowances.unused().stream()
                    .filter(it -> !policy.ignored().contains(it.rule())
                            && !policy.ignored().contains(UNUSED))
                    .forEach(it -> findings.add(unused(statement, it)));
        }

        private Finding unused(LintedStatement statement, Allowance allowance) {
            String message = "the comment allows " + allowance.rule() + ", which finds nothing here: remove it";
            SqlStatement place = statement.statement();
            return new Finding(UNUSED, Category.INCORRECT, statement.script(), place.number(), place.line(), message);
        }
    }
}
