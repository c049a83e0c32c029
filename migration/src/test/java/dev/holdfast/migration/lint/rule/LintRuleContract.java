package dev.holdfast.migration.lint.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.holdfast.migration.lint.Lint;
import dev.holdfast.migration.lint.LintPolicy;
import dev.holdfast.migration.lint.LintRules;
import dev.holdfast.migration.lint.LintedScript;
import dev.holdfast.migration.sql.SqlToken;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What every {@link LintRule} keeps: extend it for rules of your own. */
public abstract class LintRuleContract {
    /** Beginnings of statements that rules look into, cut short or gone wrong. */
    private static final List<String> ODD = List.of(
            "ALTER",
            "ALTER TABLE",
            "ALTER TABLE t",
            "ALTER TABLE t ADD",
            "ALTER TABLE t ADD COLUMN",
            "ALTER TABLE t ALTER",
            "ALTER TABLE t ADD CONSTRAINT",
            "ALTER TABLE t ,,",
            "CREATE INDEX",
            "CREATE INDEX ON",
            "CREATE TABLE t (",
            "CREATE TABLE t (,)",
            "CREATE TABLE t (a",
            "CREATE TABLE \"\" (\"\" \"\")",
            "DROP",
            "DROP INDEX",
            "GRANT TO",
            "GRANT",
            "COPY",
            "COPY t FROM",
            "SET",
            "SET x",
            "UPDATE",
            "DELETE FROM",
            "WITH",
            "VACUUM (",
            "REINDEX (",
            "LOCK",
            "x NOT IN",
            "DELETE FROM t WHERE x NOT IN (",
            ")))",
            "((((",
            "ALTER TYPE t ADD VALUE",
            "CREATE ROLE r PASSWORD",
            "ALTER TABLE t ALTER COLUMN c TYPE",
            "CREATE DOMAIN",
            "CREATE TABLE t (a int DEFAULT)",
            "'",
            "$$",
            "\"");

    /**
     * The rules under test.
     *
     * @return at least one
     */
    protected abstract List<LintRule> rules();

    /**
     * Their cases.
     *
     * @return for each rule at least one that fires and one that is silent
     */
    protected abstract List<LintCase> cases();

    @TestFactory
    Stream<DynamicTest> check_firingCase_isFound() {
        return of(
                LintCase.Kind.FIRES,
                it -> assertThat(found(it.rule(), it.scripts())).isNotEmpty());
    }

    @TestFactory
    Stream<DynamicTest> check_silentCase_isNotFound() {
        return of(
                LintCase.Kind.SILENT,
                it -> assertThat(found(it.rule(), it.scripts())).isEmpty());
    }

    @TestFactory
    Stream<DynamicTest> check_disguisedCase_isNotFound() {
        return of(
                LintCase.Kind.DISGUISED,
                it -> assertThat(found(it.rule(), it.scripts())).isEmpty());
    }

    @TestFactory
    Stream<DynamicTest> check_firingCaseInStringCommentOrBody_isNotFound() {
        return of(
                LintCase.Kind.FIRES,
                it -> assertThat(it.disguises())
                        .allSatisfy(disguise -> assertThat(found(it.rule(), LintCase.scripts(disguise)))
                                .isEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> check_firingCaseSpreadOverLines_isFound() {
        return of(LintCase.Kind.FIRES, it -> {
            // Where strings or names may hold a blank, the case is taken as it is.
            String spread = it.sql().replace(" ", "\n /* apart */ ");
            boolean words = !it.sql().contains("'")
                    && !it.sql().contains("$")
                    && !it.sql().contains("--");
            assertThat(found(it.rule(), words ? LintCase.scripts(spread) : it.scripts()))
                    .isNotEmpty();
        });
    }

    @TestFactory
    Stream<DynamicTest> rewrite_ofEachRule_isCleanForIt() {
        return each(rule -> {
            String rewrite = rule.description().rewrite();
            assertThat(found(rule.id(), LintCase.scripts(rewrite))).isEmpty();
        });
    }

    @TestFactory
    Stream<DynamicTest> check_oddStatements_neverThrows() {
        Lint lint = lint();
        return ODD.stream()
                .map(text -> DynamicTest.dynamicTest(
                        text,
                        () -> assertThatCode(() -> assertThat(lint.check(LintCase.scripts(text)))
                                        .isNotNull())
                                .doesNotThrowAnyException()));
    }

    @TestFactory
    Stream<DynamicTest> check_twice_findsTheSame() {
        return of(
                LintCase.Kind.FIRES,
                it -> assertThat(found(it.rule(), it.scripts())).isEqualTo(found(it.rule(), it.scripts())));
    }

    @TestFactory
    Stream<DynamicTest> message_ofEachFinding_holdsNoLiteral() {
        return of(LintCase.Kind.FIRES, it -> {
            List<String> messages = found(it.rule(), it.scripts()).stream()
                    .map(Finding::message)
                    .toList();
            assertThat(literals(it))
                    .allSatisfy(literal -> assertThat(messages).noneMatch(text -> text.contains(literal)));
            assertThat(messages).allSatisfy(text -> assertThat(text).isNotBlank());
        });
    }

    @Test
    void cases_ofEachRule_areThere() {
        for (LintCase.Kind kind : List.of(LintCase.Kind.FIRES, LintCase.Kind.SILENT)) {
            assertThat(cases().stream().filter(it -> it.kind() == kind).map(LintCase::rule))
                    .as(kind.name())
                    .containsAll(rules().stream().map(LintRule::id).toList());
        }
        assertThat(rules().stream().map(LintRule::id))
                .containsAll(cases().stream().map(LintCase::rule).toList());
    }

    @Test
    void description_ofEachRule_isComplete() {
        assertThat(rules()).isNotEmpty().allSatisfy(rule -> {
            assertThat(rule.description()).isEqualTo(rule.description());
            assertThat(rule.why()).endsWith(".");
            assertThat(rule.advice()).endsWith(".");
            assertThat(rule.documentation())
                    .hasScheme("https")
                    .hasHost(rule.documentation().getHost());
        });
        assertThat(rules()).extracting(LintRule::id).doesNotHaveDuplicates();
    }

    /** The strings of a case, without their quotes; a number in quotes is left out, being part of many a name. */
    private static List<String> literals(LintCase it) {
        return it.scripts().stream()
                .flatMap(script -> script.script().statements().stream())
                .flatMap(statement -> statement.tokens().stream())
                .filter(token -> token.kind() == SqlToken.Kind.STRING)
                .map(token -> token.text().replaceAll("^'|'$", ""))
                .filter(text -> text.length() > 1)
                .toList();
    }

    private List<Finding> found(String rule, List<LintedScript> scripts) {
        return lint().check(scripts).findings().stream()
                .filter(finding -> finding.rule().equals(rule))
                .toList();
    }

    private Lint lint() {
        List<String> ready = LintRules.all().stream().map(LintRule::id).toList();
        LintPolicy policy = LintPolicy.defaults();
        for (LintRule rule : rules()) {
            policy = ready.contains(rule.id()) ? policy : policy.withRule(rule);
        }
        return Lint.with(policy);
    }

    private Stream<DynamicTest> of(LintCase.Kind kind, Check<LintCase> check) {
        return cases().stream()
                .filter(it -> it.kind() == kind)
                .map(it -> DynamicTest.dynamicTest(it.toString(), () -> check.run(it)));
    }

    private Stream<DynamicTest> each(Check<LintRule> check) {
        return rules().stream().map(rule -> DynamicTest.dynamicTest(rule.id(), () -> check.run(rule)));
    }

    @FunctionalInterface
    private interface Check<T> {
        void run(T subject) throws Exception;
    }
}
