package dev.holdfast.migration.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.LintCase;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintRuleContract;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LintRulesTest extends LintRuleContract {
    static final List<String> RESOURCES =
            List.of("blocking", "scanning", "breaking", "incorrect", "script", "type", "insecure");

    static List<LintCase> readCases() {
        return RESOURCES.stream()
                .flatMap(name -> LintCase.read(LintRulesTest.class, "/lint/" + name + ".sql").stream())
                .toList();
    }

    @Override
    protected List<LintRule> rules() {
        return LintRules.all();
    }

    @Override
    protected List<LintCase> cases() {
        return readCases();
    }

    @Test
    void all_categories_haveRules() {
        assertThat(LintRules.all().stream().map(LintRule::category).collect(Collectors.toSet()))
                .isEqualTo(EnumSet.allOf(Category.class));
    }

    @Test
    void all_documentation_isPostgresManual() {
        assertThat(LintRules.all())
                .allSatisfy(rule -> assertThat(rule.documentation().toString())
                        .startsWith("https://www.postgresql.org/docs/current/"));
    }

    @Test
    void all_rowsOfTheDesignTable_areTheReadyRules() throws Exception {
        assertThat(DesignTable.rows())
                .containsExactlyElementsOf(
                        LintRules.all().stream().map(DesignTable::row).toList());
    }
}
