package dev.holdfast.migration.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCursorTest {
    private static TokenCursor over(String text) {
        return TokenCursor.of(SqlScript.parse(text).statements().get(0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Users x                         | users
            "Users"                         | Users
            app . "Order""s" , b            | app."Order""s"
            "a.b".c                         | "a.b".c
            U&"d\\0061t\\+000061"           | data
            U&"d!0061t!!" UESCAPE '!' x     | dat!
            GRÖSSE                          | grÖsse
            `aKb`                           | akb
            aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggghhh | aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggg
            äääääääääääääääääääääääääääääääää | äääääääääääääääääääääääääääääää
            """)
    void name_ofEachForm_isAsTheCatalogHasIt(String text, String name) {
        assertThat(over(text).name()).contains(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "'a'", "(a)", "a.", "a . 1"})
    void name_noName_movesNothing(String text) {
        TokenCursor cursor = over(text);
        assertThat(cursor.name()).isEmpty();
        assertThat(cursor.mark()).isZero();
    }

    @Test
    void accept_onlyTheWholeSequence_moves() {
        TokenCursor cursor = over("IF NOT \"exists\" a");
        assertThat(cursor.accept("if", "not", "exists")).isFalse();
        assertThat(cursor.mark()).isZero();
        assertThat(cursor.accept("if", "not")).isTrue();
        assertThat(cursor.at("exists")).as("a quoted word is no key word").isFalse();
    }

    @Test
    void is_theKelvinSign_isNoK() {
        assertThat(over("\u212Aey").at("key")).isFalse();
        assertThat(over("KEY").at("key")).isTrue();
    }

    @Test
    void parenthesised_nested_isOnePart() {
        TokenCursor cursor = over("(a, f(b, c)[1, 2], d) e");
        assertThat(cursor.parenthesised().orElseThrow().commaSeparated())
                .extracting(part -> part.rest().stream().map(SqlToken::text).toList())
                .containsExactly(
                        List.of("a"), List.of("f", "(", "b", ",", "c", ")", "[", "1", ",", "2", "]"), List.of("d"));
        assertThat(cursor.at("e")).isTrue();
    }

    @Test
    void skipTo_insideParentheses_isNotFound() {
        TokenCursor cursor = over("a (from) b from c");
        assertThat(cursor.ahead("b", "from")).isTrue();
        assertThat(cursor.mark()).isZero();
        assertThat(cursor.skipTo("from")).isTrue();
        assertThat(cursor.mark()).isEqualTo(5);
        assertThat(cursor.skipTo("nowhere")).isFalse();
        assertThat(cursor.atEnd()).isTrue();
        assertThat(cursor.next()).isEmpty();
    }

    @Test
    void parenthesised_notClosed_goesToTheEnd() {
        TokenCursor cursor = over("(a, (b)");
        assertThat(cursor.parenthesised().orElseThrow().rest()).hasSize(5);
        assertThat(cursor.atEnd()).isTrue();
        assertThat(over("(").parenthesised().orElseThrow().atEnd()).isTrue();
        assertThat(over("()").parenthesised().orElseThrow().commaSeparated()).isEmpty();
    }
}
