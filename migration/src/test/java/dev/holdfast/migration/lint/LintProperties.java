package dev.holdfast.migration.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.migration.lint.rule.LintCase;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LintProperties {
    private static final Lint LINT = Lint.with(LintPolicy.defaults());

    /** Words of the cases in any order: what rules look for, in places they do not expect. */
    @Provide
    Arbitrary<String> statements() {
        List<String> words = LintRulesTest.readCases().stream()
                .flatMap(it -> Arrays.stream(it.sql().split("(?<=\\W)|(?=\\W)", -1)))
                .filter(word -> !word.isBlank())
                .distinct()
                .toList();
        return Arbitraries.of(words).list().ofMaxSize(30).map(parts -> String.join(" ", parts));
    }

    @Provide
    Arbitrary<String> cutCases() {
        return Arbitraries.of(
                        LintRulesTest.readCases().stream().map(LintCase::sql).toList())
                .flatMap(sql -> Arbitraries.integers().between(0, sql.length()).map(end -> sql.substring(0, end)));
    }

    @Property
    void check_anyText_neverThrows(@ForAll String text) {
        assertThat(check(text)).isNotNull();
    }

    @Property
    void check_wordsInAnyOrder_neverThrows(@ForAll("statements") String text) {
        assertThat(check(text)).isNotNull();
    }

    @Property
    void check_caseCutShort_neverThrows(@ForAll("cutCases") String text) {
        assertThat(check(text)).isNotNull();
    }

    @Property
    void check_anythingInsideADollarQuote_isNotFound(@ForAll("statements") String text) {
        String body = text.replace("holdfast", "");
        assertThat(check("SELECT $holdfast$" + body + "$holdfast$").findings()).isEmpty();
    }

    private static LintReport check(String text) {
        return LINT.check(List.of(LintedScript.of("V1", text)));
    }
}
