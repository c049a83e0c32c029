package dev.holdfast.migration.statement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.migration.sql.SqlScript;
import dev.holdfast.migration.sql.SqlStatement;
import dev.holdfast.migration.statement.table.AlterTable;
import dev.holdfast.migration.statement.table.CreateTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class StatementClassifierProperties {
    private static final List<String> WHOLE = PsqlCommandsTest.examples().stream()
            .filter(statement -> statement.copyData().isEmpty())
            .map(SqlStatement::text)
            .toList();

    private static void judge(String text) {
        for (SqlStatement statement : SqlScript.parse(text).statements()) {
            assertThat(StatementClassifier.classify(statement)).isNotNull();
            assertThat(AlterTable.parse(statement)).isNotNull();
            assertThat(CreateTable.parse(statement)).isNotNull();
        }
    }

    private static List<StatementClass> classes(String text) {
        return SqlScript.parse(text).statements().stream()
                .map(StatementClassifier::classify)
                .toList();
    }

    @Property
    void classify_anyText_neverThrows(@ForAll String text) {
        judge(text);
    }

    @Property
    void classify_anyBytes_neverThrows(@ForAll byte[] bytes) {
        judge(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /** Real statements with words lost, doubled and exchanged. */
    @Provide
    Arbitrary<String> mutated() {
        Arbitrary<List<String>> words = Arbitraries.of(WHOLE).map(text -> List.of(text.split("(?<=\\W)|(?=\\W)", -1)));
        Arbitrary<List<Integer>> places =
                Arbitraries.integers().between(0, 200).list().ofMinSize(1).ofMaxSize(6);
        Arbitrary<String> pieces = Arbitraries.of(
                "", "(", ")", ",", ";", "'", "\"", "$$", "select", "add", "column", "*", ".", "only", "from");
        return Combinators.combine(words, places, pieces).as((list, at, piece) -> {
            List<String> changed = new ArrayList<>(list);
            for (int place : at) {
                int index = place % changed.size();
                changed.set(index, place % 3 == 0 ? piece : changed.get((index * 7) % changed.size()));
            }
            return String.join("", changed);
        });
    }

    @Property(tries = 5000)
    void classify_mutatedStatements_neverThrows(@ForAll("mutated") String text) {
        judge(text);
    }

    @Provide
    Arbitrary<String> prefixes() {
        return Combinators.combine(Arbitraries.of(WHOLE), Arbitraries.integers().between(0, 300))
                .as((text, length) -> text.substring(0, Math.min(length, text.length())));
    }

    @Property
    void classify_cutStatements_neverThrows(@ForAll("prefixes") String text) {
        judge(text);
    }

    @Provide
    Arbitrary<List<String>> wholes() {
        return Arbitraries.of(WHOLE).list().ofMaxSize(20);
    }

    @Property
    void classify_joinedStatements_givesTheSum(@ForAll("wholes") List<String> parts) {
        assertThat(classes(String.join(";\n", parts)))
                .containsExactlyElementsOf(
                        parts.stream().flatMap(part -> classes(part).stream()).toList());
    }

    @Property
    void classify_commentsBetweenTokens_changeNothing(@ForAll("wholes") List<String> parts) {
        for (SqlStatement statement : SqlScript.parse(String.join(";", parts)).statements()) {
            String spread = statement.tokens().stream()
                    .map(token -> token.text() + " /* ; DROP TABLE x; */ ")
                    .reduce("-- VACUUM;\n", String::concat);
            assertThat(classes(spread)).containsExactly(StatementClassifier.classify(statement));
        }
    }

    @Property
    void classify_lowerCase_changesNothing(@ForAll("wholes") List<String> parts) {
        for (SqlStatement statement : SqlScript.parse(String.join(";", parts)).statements()) {
            if (statement.tokens().stream().noneMatch(token -> token.text().startsWith("\""))) {
                assertThat(classes(statement.text().toLowerCase(Locale.ROOT)))
                        .containsExactly(StatementClassifier.classify(statement));
            }
        }
    }
}
