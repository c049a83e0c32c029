package dev.holdfast.migration.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.migration.record.RunLedger;
import dev.holdfast.migration.record.SampleRuns;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Markdown and plain text, against committed files, and what both do with names that look like markup. */
class TextReportsTest {
    @Test
    void markdown_failedRun_isTheCommittedText() throws IOException {
        assertThat(RunReport.markdown(RunLedger.inMemory().append(SampleRuns.failed())))
                .isEqualTo(committed("failed.md"));
    }

    @Test
    void text_failedRun_isTheCommittedText() throws IOException {
        assertThat(RunReport.text(RunLedger.inMemory().append(SampleRuns.failed())))
                .isEqualTo(committed("failed.txt"));
    }

    @Test
    void markdown_hostileNames_areNoMarkup() {
        String text = RunReport.markdown(HtmlReportTest.hostile());

        String outsideFences = text.replaceAll("(?s)```diff\n.*?```\n", "");
        assertThat(outsideFences).contains("\\<script\\>").doesNotContain(" <", "\u202E", "\u0007");
        // A bar in a name opens no cell: every row of a table has as many as its head.
        assertThat(outsideFences.lines().filter(line -> line.startsWith("| 1 | 1 |")))
                .singleElement()
                .satisfies(row -> assertThat(row.split("(?<!\\\\)\\|", -1)).hasSize(10));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '^', textBlock = """
        a|b          ^ a\\|b
        *bold* _it_  ^ \\*bold\\* \\_it\\_
        loan_reader_ix ^ loan_reader_ix
        # head       ^ \\# head
        - item       ^ \\- item
        1. item      ^ 1\\. item
        41.87 s      ^ 41.87 s
        [x](y)       ^ \\[x\\](y)
        `code`       ^ \\`code\\`
        a &lt; b     ^ a &amp;lt; b
        back\\slash  ^ back\\\\slash
        """)
    void text_special_isEscaped(String text, String escaped) {
        assertThat(new MarkdownText().text(text)).hasToString(escaped);
    }

    @Test
    void diff_ticksAndLinesInANote_stayInTheFence() {
        assertThat(new MarkdownText().diff(List.of("+ a ``` b", "~ c\n- d")))
                .hasToString("````diff\n+ a ``` b\n~ c\n  - d\n````\n\n");
    }

    /** A name must not be able to write a line of its own into a log, nor move a terminal's cursor. */
    @Test
    void text_hostileNames_makeNoLine() {
        String text = RunReport.text(HtmlReportTest.hostile());

        assertThat(text).doesNotContain("\u202E", "\u0007", "\u001B");
        assertThat(RunReport.text(SampleRuns.failed()).lines())
                .filteredOn(line -> line.contains("overdue"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 ms",
        "400000, 0.4 ms",
        "9999999, 10.0 ms",
        "10000000, 10 ms",
        "999999999, 999 ms",
        "1000000000, 1.00 s",
        "59999999999, 59.99 s",
        "60000000000, 1 min 0 s",
        "3599999999999, 59 min 59 s",
        "3600000000000, 1 h 0 min"
    })
    void duration_nanos_readsAs(long nanos, String shown) {
        assertThat(Shown.duration(Duration.ofNanos(nanos))).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "public.book ACCESS EXCLUSIVE, public.book, ACCESS_EXCLUSIVE, 4, reads and writes",
        "public.book ACCESS_EXCLUSIVE, public.book, ACCESS_EXCLUSIVE, 4, reads and writes",
        "book EXCLUSIVE, book, EXCLUSIVE, 3, writes and locking reads",
        "book SHARE ROW EXCLUSIVE, book, SHARE_ROW_EXCLUSIVE, 2, writes",
        "book SHARE (new), book, SHARE, 2, writes",
        "book SHARE UPDATE EXCLUSIVE, book, SHARE_UPDATE_EXCLUSIVE, 1, VACUUM and schema changes",
        "book ROW EXCLUSIVE, book, ROW_EXCLUSIVE, 0, no reads or writes",
        "my table ACCESS SHARE, my table, ACCESS_SHARE, 0, no reads or writes"
    })
    void of_lockText_isRead(String text, String relation, String mode, int level, String blocked) {
        SeenLock lock = SeenLock.of(text);

        assertThat(lock.relation()).isEqualTo(relation);
        assertThat(lock.mode()).map(Enum::name).contains(mode);
        assertThat(SeenLock.level(lock.mode().orElseThrow())).isEqualTo(level);
        assertThat(SeenLock.blocked(level)).isEqualTo(blocked);
    }

    @Test
    void of_otherText_isAllRelation() {
        assertThat(SeenLock.of("public.book Unheard").relation()).isEqualTo("public.book Unheard");
        assertThat(SeenLock.of("public.book Unheard").mode()).isEmpty();
    }

    private static String committed(String name) throws IOException {
        try (InputStream in = TextReportsTest.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
