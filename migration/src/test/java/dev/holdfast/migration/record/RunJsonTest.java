package dev.holdfast.migration.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.migration.record.RunRecord.Kind;
import dev.holdfast.migration.record.RunRecord.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunJsonTest {
    private static final String TEXT = RunJson.write(SampleRuns.small(1));

    @Test
    void write_smallRecord_isThisText() {
        assertThat(TEXT)
                .isEqualTo("{\"format\":1,\"id\":\"0195a1b2-c3d4-7000-8000-000000000001\",\"kind\":\"MIGRATE\","
                        + "\"startedAt\":\"2026-03-14T21:04:05.250Z\",\"endedAt\":\"2026-03-14T21:04:05.255Z\","
                        + "\"place\":{\"database\":\"bibliothek\",\"serverVersion\":\"15.19\","
                        + "\"role\":\"bibliothek_migrator\",\"application\":\"holdfast-cli 0.1.0 on ci-runner.example\"},"
                        + "\"outcome\":{\"succeeded\":true,\"sqlState\":null,\"message\":\"\",\"next\":\"\"},"
                        + "\"migrations\":[{\"source\":\"host\",\"version\":\"1\",\"description\":\"create book\","
                        + "\"script\":\"V1__create_book.sql\","
                        + "\"sha256\":\"7d865e959b2466918c9863afca942d0fb89d7c9ac0c99bafc3749504ded97730\","
                        + "\"result\":\"APPLIED\",\"startedAfterNanos\":null,\"tookNanos\":13000000,\"attempts\":1,"
                        + "\"statements\":[{\"number\":1,\"line\":1,\"command\":\"CREATE TABLE\",\"tookNanos\":4000000,"
                        + "\"rows\":0,\"locks\":[],\"expectedLocks\":[],\"rewritten\":[],\"scanned\":[],"
                        + "\"mismatch\":\"\",\"failure\":\"\"}],\"undo\":null,\"findings\":[]}],"
                        + "\"schemaDiff\":[],\"decisions\":[],\"steps\":[]}");
    }

    @Test
    void read_everyMember_comesBack() {
        assertThat(RunJson.read(RunJson.write(SampleRuns.failed()))).isEqualTo(SampleRuns.failed());
        assertThat(RunJson.read(RunJson.write(SampleRuns.many(5, 3)))).isEqualTo(SampleRuns.many(5, 3));
    }

    @Test
    void read_textThatNoDatabaseHolds_isReadAsItWasWritten() {
        Outcome odd = new Outcome(false, Optional.empty(), "a\u0000b\ud800c \"quoted\" \u2028 \\", "");
        String text = RunJson.write(SampleRuns.run(SampleRuns.id(1), Kind.PLAN, odd, List.of()));

        assertThat(RunJson.read(text).outcome().message()).isEqualTo("a\ufffdb\ufffdc \"quoted\" \u2028 \\");
        assertThat(RunJson.write(RunJson.read(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        "format":1               | "format":2               | format must be 1, got 2
        "kind":"MIGRATE"         | "kind":"SECRET"          | run.kind must be one of [MIGRATE
        "kind":"MIGRATE"         | "king":"MIGRATE"         | run.kind must be a text
        "decisions":[]           | "decisions":[],"more":1  | run has 1 member(s) that format 1 does not know
        "rows":0                 | "rows":0.5               | run.migrations.statements.rows must be a whole number
        "line":1                 | "line":3000000000        | run.migrations.statements.line must be a whole number of at most 32 bits
        "succeeded":true         | "succeeded":"SECRET"     | run.outcome.succeeded must be true or false
        "endedAt":"2026-03-14T   | "endedAt":"SECRET        | run.endedAt must be a time
        "place":{                | "place":3,"was":{        | run.place must be an object
        "undo":null              | "undo":"SECRET"          | run.migrations.undo must be an object
        "locks":[]               | "locks":[1]              | run.migrations.statements.locks must be a list of texts
        "id":"0195a1b2           | "id":"../../x            | id must be a UUID in lower case
        """)
    void read_memberOfAnotherForm_isRefusedByItsPlace(String from, String to, String message) {
        String changed = TEXT.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to));
        assertThat(changed).isNotEqualTo(TEXT);

        assertThatThrownBy(() -> RunJson.read(changed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .message()
                .doesNotContain("SECRET");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"[]", "null", "3", "{}", "{", "``"})
    void read_noRecord_isRefused(String text) {
        assertThatThrownBy(() -> RunJson.read(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void headParse_ownText_comesBack() {
        ChainHead head = new ChainHead(42, "ab".repeat(32));

        assertThat(ChainHead.parse(head.toString())).isEqualTo(head);
        assertThat(ChainHead.parse(ChainHead.NONE.toString())).isEqualTo(ChainHead.NONE);
        assertThatThrownBy(() -> ChainHead.parse("42"))
                .hasMessage("pin must be a number, a colon and 64 hexadecimal digits, got '42'");
    }
}
