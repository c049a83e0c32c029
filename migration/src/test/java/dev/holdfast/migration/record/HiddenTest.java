package dev.holdfast.migration.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HiddenTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        + column s.t a: #1 text default 'hunter2'::text                | + column s.t a: #1 text default '…1'::text
        ~ column s.t a: #1 text default 'x' -> #1 text default 'y'     | ~ column s.t a: #1 text default '…1' -> #1 text default '…2'
        ~ column s.t a: #1 text default 'x' -> #2 text default 'x'     | ~ column s.t a: #1 text default '…1' -> #2 text default '…1'
        + column s.t a: #1 text default 'it''s ''so'' -> b'::text      | + column s.t a: #1 text default '…1'::text
        + column s.t a: #1 text default E'a\\'b'::text                 | + column s.t a: #1 text default '…1'::text
        + column s.t "it's": #1 text default 'b'                       | + column s.t "it's": #1 text default '…1'
        + function s.f (): AS $a$ select 'x' $b$ $a$ cost 1            | + function s.f (): AS $…1$ cost 1
        + function s.f (): AS $$ never ended                           | + function s.f (): AS $…1$
        + column s.t a: #1 text default 'never ended                   | + column s.t a: #1 text default '…1'
        + column s.t a$b$c: #1 int                                     | + column s.t a$b$c: #1 int
        + comment s.t: call 555 0100                                   | + comment s.t: '…'
        ~ comment s.t column a: call 555: now -> or not                | ~ comment s.t column a: '…'
        + label s.t: secret                                            | + label s.t: '…'
        ~ foreign server away: host=a password=b -> host=c             | ~ foreign server away: '…'
        + user mapping app away: 5f4dcc3b5aa765d61d8327deb882cf99      | + user mapping app away: '…'
        + type s.mood: enum 'calm', 'wild' owner o                     | + type s.mood: enum 'calm', 'wild' owner o
        ~ type s.m: enum 'a' owner o -> domain text default 'b'        | ~ type s.m: enum '…1' owner o -> domain text default '…2'
        + table s.user_password: table owner app                       | + table s.user_password: table owner app
        3 rows of s.t differ                                           | 3 rows of s.t differ
        """)
    void literals_line_keepsNamesAndHidesValues(String line, String hidden) {
        assertThat(Hidden.literals(List.of(line))).containsExactly(hidden);
        assertThat(Hidden.literals(List.of(hidden))).as("again").containsExactly(hidden);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        cannot connect to jdbc:postgresql://app:hunter2@db.example/x | cannot connect to jdbc:postgresql://app:…@db.example/x
        jdbc:postgresql://db.example/x?user=app&password=hunter2&ssl=1 | jdbc:postgresql://db.example/x?user=app&password=…&ssl=1
        sslpassword = 'a b', user=app                                  | sslpassword = …, user=app
        ALTER ROLE app PASSWORD 'hun''ter2' failed                     | ALTER ROLE app PASSWORD '…' failed
        stored as SCRAM-SHA-256$4096:c2FsdA==$a2V5:a2V5                | stored as …
        stored as md5a3556571e93b0d20722ba62be61e8c2d                  | stored as …
        column "password" of relation "user" does not exist            | column "password" of relation "user" does not exist
        table step_up_token: run holdfast migrate                      | table step_up_token: run holdfast migrate
        see http://docs.example:80/a and mail b@c.example              | see http://docs.example:80/a and mail b@c.example
        """)
    void secrets_text_hidesWhatHasTheFormOfOne(String text, String hidden) {
        assertThat(Hidden.secrets(text)).isEqualTo(hidden);
        assertThat(Hidden.secrets(hidden)).as("again").isEqualTo(hidden);
    }

    /** A function's body can be as long as it likes, and quotes in it as many. */
    @Test
    void literals_longDefinitions_areHidden() {
        String body = "+ function s.f (): AS $f$" + "it''s ".repeat(200_000) + "$f$";
        String text = "+ column s.t a: default '" + "''".repeat(200_000) + "'";

        assertThat(Hidden.literals(List.of(body, text)))
                .containsExactly("+ function s.f (): AS $…1$", "+ column s.t a: default '…1'");
    }
}
