package dev.holdfast.migration.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.migration.record.Kept;
import dev.holdfast.migration.record.RunLedger;
import dev.holdfast.migration.record.RunRecord;
import dev.holdfast.migration.record.RunRecord.Kind;
import dev.holdfast.migration.record.RunRecord.Outcome;
import dev.holdfast.migration.record.RunRecord.Result;
import dev.holdfast.migration.record.SampleRuns;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlReportTest {
    private static final String HOSTILE = "<script>alert(\"1\")</script>'\"><img src=x onerror=y> & \u202E]]>\u0007";

    @Test
    void html_failedRun_saysSoFirst() throws Exception {
        Page page = Page.of(RunReport.html(SampleRuns.failed()));

        assertThat(page.texts("//h1")).containsExactly("Migrating bibliothek failed at host 6");
        assertThat(page.texts("//p[contains(@class,'verdict')]")).containsExactly("✗ Failed");
        assertThat(page.texts("//p[@class='next']"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("Next step: holdfast");
        assertThat(page.texts("//h2"))
                .containsExactly(
                        "What went wrong",
                        "To look at",
                        "Decisions",
                        "Timeline",
                        "Migrations",
                        "Schema before and after",
                        "Origin");
        assertThat(page.texts("//ul[@class='points']/li").get(0)).isEqualTo("✗ error host 6 failed");
        assertThat(page.count("//ul[@class='points']/li")).isEqualTo(9);
    }

    @Test
    void html_everyStatement_hasItsRow() throws Exception {
        Page page = Page.of(RunReport.html(SampleRuns.failed()));

        assertThat(page.count("//details[@class='migration']")).isEqualTo(6);
        assertThat(page.count("//table[contains(@class,'statements')]/tbody/tr"))
                .isEqualTo(11);
        assertThat(page.texts("//details[@id='m3']//tbody/tr/td"))
                .containsExactly(
                        "1",
                        "3",
                        "ALTER TABLE",
                        "9.31 s",
                        "ACCESS EXCLUSIVE public.loanACCESS EXCLUSIVE public.loan_reader_ix"
                                + "expected: public.loan ACCESS EXCLUSIVE",
                        "reads and writes",
                        "0",
                        "rewrites public.loanreads all of public.loan"
                                + "not as predicted the rewrite of public.loan_reader_ix was not predicted");
        assertThat(page.texts("//tr[@class='failed']/td[8]"))
                .singleElement()
                .asString()
                .startsWith("failed check constraint");
        assertThat(page.texts("//details[@class='migration']/div[starts-with(@class,'panel')]/p/span"))
                .containsExactly("exact", "exact", "differs", "column order", "empty", "fails");
        assertThat(page.texts("//ul[@class='findings']/li/p[1]"))
                .contains("blocking changing-column-type · line 3", "breaking dropping-column · line 1");
        assertThat(page.texts("//ul[@class='findings']/li[contains(@class,'plain')]/p[4]"))
                .containsExactly("Silenced because: the night window of 14 March, 12 s rehearsed");
        assertThat(page.texts("//section[h2='Schema before and after']//li/b"))
                .containsExactly("+", "+", "+", "+", "~", "−", "+", "~", "+");
    }

    /** Colour is never all there is: each coloured bar's mode, and each state, stands beside it in words. */
    @Test
    void html_timeline_namesEachLock() throws Exception {
        Page page = Page.of(RunReport.html(SampleRuns.failed()));

        assertThat(page.texts("//section[@class='timeline']//li//span[starts-with(@class,'mode')]"))
                .containsExactly(
                        "ACCESS EXCLUSIVE",
                        "SHARE UPDATE EXCLUSIVE",
                        "ACCESS EXCLUSIVE",
                        "SHARE ROW EXCLUSIVE",
                        "ACCESS EXCLUSIVE",
                        "ACCESS EXCLUSIVE");
        assertThat(page.texts("//section[@class='timeline']//li[4]//span[starts-with(@class,'badge')]"))
                .containsExactly("3 attempts");
    }

    @Test
    void html_keptRecord_showsItsHash() throws Exception {
        RunLedger ledger = RunLedger.inMemory();
        Kept first = ledger.append(SampleRuns.small(1));
        Kept kept = ledger.append(SampleRuns.failed());
        Page page = Page.of(RunReport.html(kept));

        assertThat(page.texts("//section[h2='Origin']//dd"))
                .containsExactly(kept.record().id(), "2", kept.hash(), first.hash());
    }

    @Test
    void html_page_needsNothingBesideItself() throws Exception {
        String html = RunReport.html(SampleRuns.failed());
        Page page = Page.of(html);

        assertThat(html).startsWith("<!DOCTYPE html>\n<html lang=\"en\">");
        assertThat(page.count("//script | //link | //img | //iframe | //@src | //@style"))
                .isZero();
        assertThat(html).doesNotContain("url(", "@import", "http");
        assertThat(page.texts("//@href")).isNotEmpty().allMatch(href -> href.startsWith("#"));
        for (String href : page.texts("//@href")) {
            assertThat(page.count("//*[@id='" + href.substring(1) + "']"))
                    .as(href)
                    .isEqualTo(1);
        }
    }

    @Test
    void html_tables_haveHeadersWithScope() throws Exception {
        Page page = Page.of(RunReport.html(SampleRuns.failed()));

        assertThat(page.count("//table[not(thead/tr/th[@scope='col'])]")).isZero();
        assertThat(page.count("//table[contains(@class,'statements')][not(caption)]"))
                .isZero();
        assertThat(page.count("//svg[not(@aria-hidden='true')]")).isZero();
    }

    @Test
    void html_hostileNames_areText() throws Exception {
        String html = RunReport.html(hostile());
        Page page = Page.of(html);

        assertThat(page.count("//script | //img")).isZero();
        assertThat(html).doesNotContain("<script", "<img", "\u202E", "\u0007");
        assertThat(page.texts("//h1").get(0))
                .isEqualTo("Migrating " + HOSTILE.replace('\u202E', '\uFFFD').replace('\u0007', '\uFFFD')
                        + " failed at host 1");
    }

    @Test
    void html_longRun_isGroupedShortAndQuick() throws Exception {
        RunRecord run = SampleRuns.many(300, 10);
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        String html = RunReport.html(run);
        long took = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
        Page page = Page.of(html);

        assertThat(took).as("nanoseconds of the processor").isLessThan(1_000_000_000L);
        assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(3_000_000);
        assertThat(page.count("//section/details[@class='group']")).isEqualTo(12);
        assertThat(page.count("//details[@class='group']/details[@class='migration']"))
                .isEqualTo(300);
        assertThat(page.count("//details[@open]")).isZero();
        assertThat(page.count("//section[@class='timeline']//li")).isEqualTo(15);
        assertThat(page.count("//tbody/tr")).isEqualTo(3_000);
    }

    @ParameterizedTest
    @CsvSource({
        "MIGRATE,  1, 1 migration applied to bibliothek",
        "PLAN,     2, 2 migrations would be applied to bibliothek",
        "REHEARSE, 2, 2 migrations rehearsed on bibliothek",
        "ROLLBACK, 2, 2 migrations undone on bibliothek",
        "MARK_AS_RUN, 1, 1 migration marked as run on bibliothek",
        "MIGRATE,  0, Nothing to do on bibliothek"
    })
    void html_kindsThatSucceeded_haveTheirTitle(Kind kind, int count, String title) throws Exception {
        RunRecord run = SampleRuns.run(
                SampleRuns.id(1),
                kind,
                Outcome.success(),
                SampleRuns.many(count, 1).migrations());
        Page page = Page.of(RunReport.html(run));

        assertThat(page.texts("//h1")).containsExactly(title);
        assertThat(page.texts("//p[contains(@class,'verdict')]")).containsExactly("✓ Succeeded");
        assertThat(RunReport.text(run)).startsWith(title + "\nSucceeded\n");
    }

    @Test
    void html_succeededWithDoubts_saysHowMany() throws Exception {
        RunRecord run = SampleRuns.run(
                SampleRuns.id(1),
                Kind.MIGRATE,
                Outcome.success(),
                List.of(SampleRuns.migration("1", "a", Result.APPLIED)
                        .undo("empty")
                        .build()));

        assertThat(Page.of(RunReport.html(run)).texts("//p[contains(@class,'verdict')]"))
                .containsExactly("! Succeeded, with 1 point to look at");
    }

    static RunRecord hostile() {
        RunRecord sample = SampleRuns.failed();
        return new RunRecord(
                sample.id(),
                sample.kind(),
                sample.startedAt(),
                sample.endedAt(),
                new RunRecord.Place(HOSTILE, HOSTILE, HOSTILE, HOSTILE),
                new Outcome(false, Optional.of(HOSTILE), HOSTILE, HOSTILE),
                List.of(SampleRuns.migration("1", HOSTILE, Result.FAILED)
                        .statement(1, 1, HOSTILE, 5)
                        .locks(HOSTILE + " ACCESS EXCLUSIVE", HOSTILE)
                        .rewritten(HOSTILE)
                        .scanned(HOSTILE)
                        .mismatch(HOSTILE)
                        .failure(HOSTILE)
                        .undo(HOSTILE, "+ " + HOSTILE, HOSTILE)
                        .finding(HOSTILE, HOSTILE, 1, HOSTILE, HOSTILE, HOSTILE)
                        .build()),
                List.of("+ " + HOSTILE, "", "- " + HOSTILE, HOSTILE),
                List.of(new RunRecord.Decision(HOSTILE, HOSTILE, HOSTILE, sample.startedAt())));
    }
}
