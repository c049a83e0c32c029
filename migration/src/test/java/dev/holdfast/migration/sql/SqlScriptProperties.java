package dev.holdfast.migration.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SqlScriptProperties {
    private static final List<String> WHOLE = List.of(
            "CREATE TABLE t (a int DEFAULT 1, b text)",
            "SELECT 'a;b', E'\\'', $q$ ; $q$ /* ; */, \"x;y\"",
            "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN 1 END; END",
            "CREATE RULE r AS ON INSERT TO t DO ALSO (SELECT 1; SELECT 2)",
            "DO $$ BEGIN NULL; END $$",
            "UPDATE t SET a = -1 WHERE b @> U&'x'");

    @Provide
    Arbitrary<String> scripts() {
        return Arbitraries.of(
                        "'",
                        "\"",
                        "$$",
                        "$a$",
                        "/*",
                        "*/",
                        "--",
                        "\n",
                        "\r",
                        ";",
                        "E'",
                        "U&\"",
                        "\\",
                        "\\.\n",
                        "commit",
                        "begin",
                        "begin atomic ",
                        "end ",
                        "case ",
                        "copy t from stdin;",
                        "create function ",
                        "create rule ",
                        " ",
                        "x",
                        "(",
                        ")",
                        "1.e",
                        "0x",
                        ".",
                        ":",
                        "+-",
                        "@-",
                        "€",
                        "\0",
                        "\uD800",
                        "\uFEFF")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }

    private static void holds(String text) {
        SqlScript script = SqlScript.parse(text);
        int end = 0;
        for (SqlStatement statement : script.statements()) {
            assertThat(statement.tokens()).isNotEmpty();
            for (SqlToken token : statement.tokens()) {
                assertThat(token.start()).isGreaterThanOrEqualTo(end);
                assertThat(token.end()).isGreaterThan(token.start());
                assertThat(text.substring(token.start(), token.end())).isEqualTo(token.text());
                end = token.end();
            }
            int first = statement.tokens().get(0).start();
            assertThat(text.substring(first, end)).isEqualTo(statement.text());
            assertThat(statement.line()).isBetween(1, text.length() + 1);
        }
        assertThat(SqlScript.transactionControl(text)).doesNotContainNull();
    }

    @Property
    void parse_anyPieces_tokensAreTheTextAtTheirPlaces(@ForAll("scripts") String text) {
        holds(text);
    }

    @Property
    void parse_anyText_neverThrows(@ForAll String text) {
        holds(text);
    }

    @Property
    void parse_anyBytes_neverThrows(@ForAll byte[] bytes) {
        holds(new String(bytes, StandardCharsets.UTF_8));
        holds(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    @Property
    void parse_noProblem_everyCharacterOutsideTokensIsSpaceOrComment(@ForAll("scripts") String text) {
        SqlScript script = SqlScript.parse(text);
        if (script.problems().isEmpty()
                && script.statements().stream().allMatch(it -> it.copyData().isEmpty())) {
            String left = text;
            for (int i = script.statements().size() - 1; i >= 0; i--) {
                List<SqlToken> tokens = script.statements().get(i).tokens();
                for (int j = tokens.size() - 1; j >= 0; j--) {
                    left = left.substring(0, tokens.get(j).start()) + " "
                            + left.substring(tokens.get(j).end());
                }
            }
            assertThat(SqlScript.parse(left).statements()).isEmpty();
        }
    }

    @Property
    void parse_joinedStatements_giveTheirSum(@ForAll("wholes") List<String> parts) {
        assertThat(SqlScript.parse(String.join(";\n", parts)).statements())
                .extracting(SqlStatement::text)
                .containsExactlyElementsOf(parts);
    }

    @Provide
    Arbitrary<List<String>> wholes() {
        return Arbitraries.of(WHOLE).list().ofMaxSize(12);
    }

    @Property
    void parse_printedTokens_giveTheSameTokens(@ForAll("wholes") List<String> parts) {
        String script = String.join(";", parts);
        String printed = String.join(
                " ;\n",
                SqlScript.parse(script).statements().stream()
                        .map(SqlScriptProperties::spaced)
                        .toList());
        assertThat(words(printed)).containsExactlyElementsOf(words(script).toList());
    }

    private static String spaced(SqlStatement statement) {
        return String.join(" ", statement.tokens().stream().map(SqlToken::text).toList());
    }

    private static Stream<String> words(String script) {
        return SqlScript.parse(script).statements().stream()
                .flatMap(it -> it.tokens().stream().map(SqlToken::text));
    }

    @Property
    void transactionControl_insideADollarQuote_isNeverFound(@ForAll("scripts") String script) {
        String body = script.replace("$holdfast$", "");
        assertThat(SqlScript.transactionControl("SELECT $holdfast$" + body + "$holdfast$"))
                .isEmpty();
    }
}
