package dev.holdfast.audit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.audit.AuditFilter;
import dev.holdfast.audit.AuditFixture;
import dev.holdfast.audit.StoredEvent;
import dev.holdfast.audit.seal.SealFixture;
import dev.holdfast.audit.seal.verify.SealVerdict;
import dev.holdfast.audit.seal.verify.SealVerifier;
import dev.holdfast.core.context.Actor;
import dev.holdfast.core.event.SecurityEvent;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditReportTest {
    private static final Pattern TAG = Pattern.compile("<([a-z0-9]+)[ />]");

    /** Nothing here runs, loads or sends anything. */
    private static final Set<String> TAGS = Set.of(
            "html head meta title style body header div p h1 h2 h3 dl dt dd main section ul li span figure figcaption svg"
                    .split(" ", -1));

    private static final Set<String> TABLE_TAGS =
            Set.of("rect line desc g details summary table caption thead tbody tr th td code".split(" ", -1));

    private final AuditFixture audit = AuditFixture.create();
    private final ReportSamples samples = new ReportSamples(audit);

    @BeforeAll
    void fill() {
        samples.day();
    }

    @AfterAll
    void close() {
        audit.close();
    }

    @Test
    void html_ofADay_countsWhatHappened() {
        String page = samples.html(samples.request("One day"));
        long lendings = 182;
        assertThat(page)
                .contains(fact("Events", Long.toString(lendings + 34 + 4 + 1)))
                .contains(fact("Actors", "4"))
                .contains(fact("Denied", "4"))
                .contains(fact("Failed", "34"))
                .contains(fact("High and critical", "1"))
                .contains("Actor mallory@mail.example was refused 34 times: 0 denied, 34 failed.")
                .contains("Refusals peaked at 34 in the hour from")
                .contains("step_up_required")
                .contains("5 of 5 events of severity medium or above")
                .contains("Not verified");
        // Eighteen hours, each a bar of its own.
        assertThat(page).contains("viewBox=\"0 0 180.0 100.0\"");
    }

    @Test
    void html_filter_isHeldByEverySum() {
        AuditFilter filter = samples.request("x").filter().withActor("ben");
        String page = samples.html(ReportRequest.of("Ben", filter));

        assertThat(page)
                .contains(fact("Actors", "1"), fact("Failed", "0"), fact("Denied", "4"), fact("Actor", "ben"))
                .doesNotContain("mallory", "key.compromised");
    }

    @Test
    void html_periodsEnds_areFirstInAndLastOut() {
        Instant time = samples.from.minus(Duration.ofHours(2));
        audit.append(SecurityEvent.builder(AuditFixture.idAt(time), time, AuditFixture.ACTION)
                .build());

        assertThat(between(time, time.plusSeconds(1))).contains(fact("Events", "1"));
        assertThat(between(time.minusSeconds(1), time))
                .contains(fact("Events", "0"))
                .contains("No event fits this report.");
    }

    @Test
    void html_hostileTexts_stayTexts() throws Exception {
        try (AuditFixture other = AuditFixture.create()) {
            ReportSamples attacked = new ReportSamples(other);
            attacked.hostile();
            String page = attacked.html(attacked.request("</title><script>alert(1)</script>"));

            Set<String> tags = new HashSet<>();
            TAG.matcher(page).results().map(found -> found.group(1)).forEach(tags::add);
            tags.removeAll(TAGS);
            tags.removeAll(TABLE_TAGS);
            assertThat(tags).isEmpty();
            assertThat(page).doesNotContain("\u202E").contains("&lt;img src=https://evil.example/x.png");
            assertThat(page.chars().noneMatch(c -> Character.isSurrogate((char) c)))
                    .isTrue();
            assertThat(parsed(page).getElementsByTagName("script").getLength()).isZero();
        }
    }

    @Test
    void html_policy_allowsNothingButItsOwnStyle() throws Exception {
        String page = samples.html(samples.request("One day"));
        assertThat(page)
                .contains("default-src &#39;none&#39;; style-src &#39;sha256-")
                .doesNotContain("<script", "<link", "<img", " style=\"", " onload", "url(", "@import");
        // An element may name no address at all.
        List<String> addresses = Pattern.compile("(src|href|action)=\"")
                .matcher(page)
                .results()
                .map(MatchResult::group)
                .toList();
        assertThat(addresses).isEmpty();
    }

    /** Each picture has a title, a description and a table that says the same. */
    @Test
    void html_plots_haveWordsAndTables() throws Exception {
        Document page = parsed(samples.html(samples.request("One day")));
        for (String plot : List.of("all", "refused")) {
            assertThat(page.getElementsByTagName("desc")).isNotNull();
            assertThat(text(page, plot + "-t")).endsWith("by hour");
            assertThat(text(page, plot + "-d")).contains("Bars of one hour each", "The highest is");
        }
        assertThat(page.getElementsByTagName("figure").getLength()).isEqualTo(2);
        assertThat(text(page, "refused-d")).contains("The highest is 34");
    }

    @Test
    void html_view_masksWhatIsShown() {
        ReportRequest request = samples.request("One day").withView(AuditReportTest::masked);
        assertThat(samples.html(request)).contains("masked").doesNotContain("Carol Ng");
    }

    @Test
    void html_verdicts_areSaidAtTheTop() {
        try (SealFixture seal = new SealFixture()) {
            seal.append(3);
            ReportSamples sealed = new ReportSamples(seal.audit());
            ReportRequest request = sealed.request("x");
            assertThat(sealed.html(request.withVerdict(verdict(seal)))).contains("Sealing has stopped");
            assertThat(seal.seals(10).seal()).isNotNull();
            assertThat(sealed.html(request.withVerdict(verdict(seal))))
                    .contains("Verified: every event is sealed", fact("Sealed events", "3"));
            seal.append(1);
            assertThat(sealed.html(request.withVerdict(verdict(seal)))).contains("1 event is too young to be sealed");
        }
        assertThat(samples.html(samples.request("x").withVerdict(samples.broken())))
                .contains("Broken: the log was changed", "3 findings", "leaves 1,000 to 1,999", "leaf 41");
    }

    @Test
    void request_withoutPeriod_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReportRequest.of("All", AuditFilter.any()))
                .withMessageContaining("must be of at most 1100 days")
                .withMessageContaining("withPeriod");
    }

    private String between(Instant from, Instant until) {
        return samples.html(ReportRequest.of("x", AuditFilter.any().withPeriod(from, until)));
    }

    private static SealVerdict verdict(SealFixture seal) {
        SealVerifier verifier = new SealVerifier(seal.log(), seal.signer().key());
        return seal.audit().runner().call(tx -> verifier.verify(tx, List.of()));
    }

    private static StoredEvent masked(StoredEvent stored) {
        SecurityEvent event = stored.event();
        SecurityEvent shown = SecurityEvent.builder(event.id(), event.occurredAt(), event.action())
                .actor(Actor.user("masked"))
                .build();
        return new StoredEvent(shown, stored.recordedAt(), stored.origin());
    }

    private static String fact(String name, String value) {
        return "<dt>" + name + "</dt><dd>" + value + "</dd>";
    }

    private static String text(Document page, String id) throws Exception {
        return XPathFactory.newInstance().newXPath().evaluate("//*[@id='" + id + "']", page);
    }

    private static Document parsed(String page) throws Exception {
        String xml = page.substring(page.indexOf("<html"));
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }
}
