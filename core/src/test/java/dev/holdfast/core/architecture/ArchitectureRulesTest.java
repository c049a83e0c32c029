package dev.holdfast.core.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitectureRulesTest {
    private static final String SAMPLES = "dev.holdfast.core.architecture.sample";
    private static final Codebase BAD = samples(SAMPLES + ".bad");
    private static final Codebase GOOD = samples(SAMPLES + ".good");

    @ParameterizedTest
    @CsvSource({
        "cycle, bad.here, 1",
        "cycle, bad.there, 1",
        "sibling, bad.KnowsSibling, 1",
        "time, bad.ReadsTime, 7",
        "random, bad.DrawsWeakly, 3",
        "thread, bad.BeginsThreads, 3",
        "transaction, bad.OwnsTransactions, 6",
        "loader, bad.LooksUp, 1",
        "console, bad.Prints, 2",
        "state, bad.KeepsState, 1",
        "internal, bad.ShowsInternal, 3",
        "annotated, bad, 1",
        "crowd, bad.crowd, 1",
        "parameters, bad.TakesMuch, 1",
        "name, bad.TimeHelper, 1",
    })
    void rule_badSample_fires(String id, String subject, int times) {
        List<String> found = rule(id).violations(BAD)
                .filter(violation -> violation.subject().equals(SAMPLES + "." + subject))
                .map(Violation::text)
                .toList();
        assertThat(found).hasSize(times);
    }

    @Test
    void rules_badSamples_eachFires() {
        Set<String> fired = ArchitectureRules.all().stream()
                .filter(rule -> rule.violations(BAD).findAny().isPresent())
                .map(ArchitectureRule::id)
                .collect(Collectors.toSet());
        assertThat(ArchitectureRules.all()).extracting(ArchitectureRule::id).containsExactlyInAnyOrderElementsOf(fired);
    }

    @Test
    void rules_goodSample_areSilent() {
        assertThat(ArchitectureRules.all())
                .flatMap(rule -> rule.violations(GOOD).toList())
                .isEmpty();
    }

    @Test
    void allowList_lineWithoutReason_isRefused() {
        assertThatThrownBy(() -> AllowList.parse("time | dev.holdfast.X | "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rule | class or package | reason");
    }

    @Test
    void allowList_lineThatNothingNeeds_isStale() {
        AllowList list = AllowList.parse("""
                # a comment
                time | dev.holdfast.core.architecture.sample.bad.ReadsTime | a sample
                time | dev.holdfast.core.architecture.sample.bad.Gone | was needed once
                """);
        assertThat(list.stale(BAD, ArchitectureRules.all()))
                .extracting(AllowList.Line::subject)
                .containsExactly("dev.holdfast.core.architecture.sample.bad.Gone");
    }

    @Test
    void allowList_lineOfAnotherRule_allowsNothing() {
        AllowList list = AllowList.parse("random | dev.holdfast.core.architecture.sample.bad.ReadsTime | a sample");
        assertThat(rule("time").violations(BAD)).noneMatch(violation -> list.allows(rule("time"), violation));
    }

    @Test
    void allowList_missingResource_isNamed() {
        assertThatThrownBy(() -> AllowList.read(ArchitectureRulesTest.class, "/architecture/none.txt"))
                .hasMessageContaining("/architecture/none.txt");
    }

    private static ArchitectureRule rule(String id) {
        return ArchitectureRules.all().stream()
                .filter(rule -> rule.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Codebase samples(String root) {
        return new Codebase(root, new ClassFileImporter().importPackages(root));
    }
}
