package dev.holdfast.migration.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlLexerTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a$b $1 $12x                  | WORD a$b, PARAMETER $1, PARAMETER $12, WORD x
            "a""b" U&"d\\0061" u&'x''y'  | QUOTED_IDENTIFIER "a""b", QUOTED_IDENTIFIER U&"d\\0061", STRING u&'x''y'
            E'a\\'b' b'01' X'1F' n'x'    | STRING E'a\\'b', STRING b'01', STRING X'1F', STRING n'x'
            'a\\' 'b'                    | STRING 'a\\', STRING 'b'
            'a'%n'b' 'c'                 | STRING 'a'%n'b', STRING 'c'
            'a' -- x%n 'b'               | STRING 'a' -- x%n 'b'
            e 'a' be'b'                  | WORD e, STRING 'a', WORD be, STRING 'b'
            $$a$b$$ $q$ $$ $Q$ $q$       | STRING $$a$b$$, STRING $q$ $$ $Q$ $q$
            1 1.5 .5 1. 1e9 1e-9 1_000   | NUMBER 1, NUMBER 1.5, NUMBER .5, NUMBER 1., NUMBER 1e9, NUMBER 1e-9, NUMBER 1_000
            0x1F_f 0o17 0B01 1..2 1e     | NUMBER 0x1F_f, NUMBER 0o17, NUMBER 0B01, NUMBER 1, PUNCTUATION ., NUMBER .2, NUMBER 1, WORD e
            a=-1 b@-c d->>e              | WORD a, OPERATOR =, OPERATOR -, NUMBER 1, WORD b, OPERATOR @-, WORD c, WORD d, OPERATOR ->>, WORD e
            a*/* x */b +-- x             | WORD a, OPERATOR *, WORD b, OPERATOR +
            a::b :c x[1:2] y:=1 z=>1     | WORD a, OPERATOR ::, WORD b, PUNCTUATION :, WORD c, WORD x, PUNCTUATION [, NUMBER 1, PUNCTUATION :, NUMBER 2, PUNCTUATION ], WORD y, OPERATOR :=, NUMBER 1, WORD z, OPERATOR =>, NUMBER 1
            größe_1 表 😀                | WORD größe_1, WORD 表, WORD 😀
            """)
    void tokens_ofEachKind_areToldApart(String text, String expected) {
        List<SqlStatement> statements =
                SqlScript.parse(text.replace("%n", "\n")).statements();
        assertThat(statements).hasSize(1);
        assertThat(statements.get(0).tokens())
                .extracting(token -> token.kind() + " " + token.text())
                .containsExactly(expected.replace("%n", "\n").split(", ", -1));
    }
}
