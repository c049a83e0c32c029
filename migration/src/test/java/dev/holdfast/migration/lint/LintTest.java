package dev.holdfast.migration.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Finding;
import dev.holdfast.migration.lint.rule.LintRule;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LintTest {
    private static final String DROP = "ALTER TABLE loan DROP COLUMN note;";

    @Test
    void check_finding_namesScriptStatementAndLine() {
        LintReport report = check("SELECT 1;\n\n-- the note goes\n" + DROP);
        assertThat(report.findings())
                .containsExactly(
                        new Finding("drop-column", Category.BREAKING, "V1", 2, 4, "column note of loan leaves"));
        assertThat(report.findings().get(0)).hasToString("V1:4 drop-column: column note of loan leaves");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- holdfast:allow drop-column because release 7 no longer reads it\nALTER TABLE loan DROP COLUMN note",
                "ALTER TABLE loan -- holdfast:allow drop-column because release 7 no longer reads it\n DROP COLUMN note",
                "/* holdfast:allow drop-column because release 7 no longer reads it */ ALTER TABLE loan DROP COLUMN note",
                "/*\n * Two lines.\n * holdfast:allow drop-column because release 7 no longer reads it\n */"
                        + "ALTER TABLE loan DROP note",
                "--holdfast:allow   drop-column   because   release 7 no longer reads it \nALTER TABLE loan DROP note"
            })
    void check_allowedWithReason_isSilencedWithIt(String script) {
        LintReport report = check(script);
        assertThat(report.findings()).isEmpty();
        assertThat(report.mistakes()).isEmpty();
        assertThat(report.silenced()).singleElement().satisfies(it -> {
            assertThat(it.finding().rule()).isEqualTo("drop-column");
            assertThat(it.reason()).isEqualTo("release 7 no longer reads it");
        });
    }

    @Test
    void check_severalAllowed_silencesEach() {
        LintReport report = check("""
                -- holdfast:allow drop-column because release 7 no longer reads it
                -- holdfast:allow drop-cascade because the view goes as well
                ALTER TABLE loan DROP COLUMN note CASCADE;
                """);
        assertThat(report.findings()).isEmpty();
        assertThat(report.silenced()).hasSize(2);
    }

    @Test
    void check_allowedForOneStatement_isFoundInTheNext() {
        LintReport report = check("-- holdfast:allow drop-column because it is empty\n" + DROP + DROP);
        assertThat(report.silenced()).hasSize(1);
        assertThat(report.findings()).extracting(Finding::statement).containsExactly(2);
    }

    @Test
    void check_allowanceInAString_silencesNothing() {
        LintReport report =
                check("COMMENT ON TABLE loan IS '-- holdfast:allow drop-column because it is text';" + DROP);
        assertThat(report.findings()).hasSize(1);
        assertThat(report.silenced()).isEmpty();
    }

    @Test
    void check_allowanceOfNothing_isAFinding() {
        LintReport report = check("-- holdfast:allow drop-column because it is empty\nSELECT 1");
        assertThat(report.findings()).singleElement().satisfies(it -> {
            assertThat(it.rule()).isEqualTo(Lint.UNUSED);
            assertThat(it.message()).contains("drop-column");
        });
    }

    @Test
    void check_allowanceOfUnknownRule_isAMistakeNamingTheRules() {
        LintReport report = check("-- holdfast:allow drop-colum because it is empty\n" + DROP);
        assertThat(report.findings()).hasSize(1);
        assertThat(report.mistakes()).singleElement().satisfies(it -> {
            assertThat(it.message()).contains("'drop-colum' is no rule").contains("drop-column, drop-default");
            assertThat(it).hasToString("V1:2 " + it.message());
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "holdfast:allow drop-column", "holdfast:allow drop-column because", "holdfast:allow",
                "holdfast:allow drop-column for now", "holdfast:allow because it is empty", "holdfast:allowed"
            })
    void check_allowanceWithoutReason_isAMistake(String comment) {
        LintReport report = check("-- " + comment + "\n" + DROP);
        assertThat(report.findings()).hasSize(1);
        assertThat(report.silenced()).isEmpty();
        assertThat(report.mistakes())
                .singleElement()
                .satisfies(it -> assertThat(it.message()).contains(Allowance.FORM));
    }

    @Test
    void check_ruleOfMixedCase_isUnknown() {
        assertThat(check("-- holdfast:allow Drop-Column because it is empty\n" + DROP)
                        .mistakes())
                .hasSize(1);
    }

    @Test
    void check_ignoredRule_isNotApplied() {
        Lint lint = Lint.with(LintPolicy.defaults().ignoring("drop-column"));
        LintReport report = lint.check(scripts("-- holdfast:allow drop-column because it is empty\n" + DROP));
        assertThat(report.findings()).isEmpty();
        assertThat(report.mistakes()).isEmpty();
        assertThat(lint.rules()).extracting(LintRule::id).doesNotContain("drop-column");
    }

    @Test
    void with_unknownRuleIgnored_isRefused() {
        assertThatThrownBy(() -> Lint.with(LintPolicy.defaults().ignoring("drop-colum")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'drop-colum' does not exist")
                .hasMessageContaining("drop-column");
    }

    @Test
    void with_ruleOfTakenId_isRefused() {
        LintRule again = LintRules.all().get(0);
        assertThatThrownBy(() -> Lint.with(LintPolicy.defaults().withRule(again)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(again.id());
    }

    @Test
    void fails_default_never() {
        assertThat(check(DROP).fails()).isFalse();
        assertThat(check("-- holdfast:allow x\n" + DROP).fails()).isFalse();
    }

    @Test
    void fails_findingOfFailingCategory_does() {
        Lint lint = Lint.with(LintPolicy.defaults().failingOn(Category.BREAKING));
        LintReport report = lint.check(scripts(DROP + "UPDATE loan SET note = ''"));
        assertThat(report.fails()).isTrue();
        assertThat(report.failures()).extracting(Finding::rule).containsExactly("drop-column");
        assertThat(report.of(Category.INCORRECT)).hasSize(1);
        assertThat(lint.check(scripts("UPDATE loan SET note = ''")).fails()).isFalse();
    }

    @Test
    void fails_silencedFinding_doesNot() {
        Lint lint = Lint.with(LintPolicy.defaults().failingOn(Category.BREAKING));
        assertThat(lint.check(scripts("-- holdfast:allow drop-column because it is empty\n" + DROP))
                        .fails())
                .isFalse();
    }

    @Test
    void fails_unreadableWithAFailingCategory_does() {
        Lint lint = Lint.with(LintPolicy.defaults().failingOn(Category.INSECURE));
        assertThat(lint.check(scripts("-- holdfast:allow nothing because of that\nSELECT 1"))
                        .fails())
                .isTrue();
        assertThat(lint.check(scripts("SELECT 'never closed")).fails()).isTrue();
    }

    @Test
    void check_tableOfAnEarlierScript_isNew() {
        LintReport report = check("CREATE TABLE fine (id bigint)", "CREATE INDEX fine_id ON public.fine (id)");
        assertThat(report.findings()).isEmpty();
    }

    @Test
    void check_tableOfALaterScript_isNotNew() {
        LintReport report = check("CREATE INDEX fine_id ON fine (id)", "CREATE TABLE fine (id bigint)");
        assertThat(report.findings()).extracting(Finding::rule).containsExactly("index-without-concurrently");
    }

    @Test
    void check_sameNameInAnotherSchema_isNotNew() {
        LintReport report = check("CREATE TABLE archive.fine (id bigint)", "CREATE INDEX fine_id ON fine (id)");
        assertThat(report.findings()).hasSize(1);
    }

    @Test
    void check_twoRuns_doNotShareTables() {
        Lint lint = Lint.with(LintPolicy.defaults());
        assertThat(lint.check(scripts("CREATE TABLE fine (id bigint)")).findings())
                .isEmpty();
        assertThat(lint.check(scripts("CREATE INDEX fine_id ON fine (id)")).findings())
                .hasSize(1);
    }

    @Test
    void check_olderTarget_knowsNoConcurrentDetach() {
        String detach = "ALTER TABLE visit DETACH PARTITION visit_2024";
        assertThat(Lint.with(LintPolicy.defaults().withTargetVersion(13))
                        .check(scripts(detach))
                        .findings())
                .isEmpty();
        assertThat(Lint.with(LintPolicy.defaults().withTargetVersion(14))
                        .check(scripts(detach))
                        .findings())
                .hasSize(1);
    }

    @Test
    void check_targetThatTrustsNoChecks_findsSetNotNull() {
        String proven = "ALTER TABLE m ADD CONSTRAINT c CHECK (e IS NOT NULL); ALTER TABLE m ALTER e SET NOT NULL;";
        assertThat(rules(LintPolicy.defaults().withTargetVersion(11), proven)).contains("set-not-null");
        assertThat(rules(LintPolicy.defaults().withTargetVersion(12), proven)).doesNotContain("set-not-null");
    }

    @Test
    void check_auditTablesByTheHostsName_areGuarded() {
        String cascade = "CREATE TABLE trail (id bigint REFERENCES loan (id) ON DELETE CASCADE)";
        assertThat(rules(LintPolicy.defaults(), cascade)).isEmpty();
        assertThat(rules(LintPolicy.defaults().withAuditTables(Pattern.compile("trail")), cascade))
                .containsExactly("cascade-into-audit");
    }

    private static List<String> rules(LintPolicy policy, String... scripts) {
        return Lint.with(policy).check(scripts(scripts)).findings().stream()
                .map(Finding::rule)
                .toList();
    }

    private static LintReport check(String... scripts) {
        return Lint.with(LintPolicy.defaults()).check(scripts(scripts));
    }

    private static List<LintedScript> scripts(String... texts) {
        List<String> all = Arrays.asList(texts);
        return IntStream.range(0, all.size())
                .mapToObj(at -> LintedScript.of("V" + (at + 1), all.get(at)))
                .toList();
    }
}
