package dev.holdfast.audit.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.audit.AuditFilter;
import dev.holdfast.audit.AuditFixture;
import dev.holdfast.audit.AuditPage;
import dev.holdfast.audit.AuditQuery;
import dev.holdfast.audit.report.AuditReport;
import dev.holdfast.audit.report.ReportRequest;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.context.Actor;
import dev.holdfast.core.context.RequestContext;
import dev.holdfast.core.context.RequestScope;
import dev.holdfast.core.event.Action;
import dev.holdfast.core.event.AuditSink;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.event.Outcome;
import dev.holdfast.core.event.SecurityEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecordedReadsTest {
    private static final AuditSink REFUSING = (tx, event) -> {
        throw new IllegalStateException("sink is full");
    };

    private final AuditFixture audit = AuditFixture.create();
    private final AuditSink independent = AuditSink.independent(audit.runner(), audit.log());
    private final RecordedReads reads = reads(audit.log(), independent);
    private final ExportRequest ofAnn = ExportRequest.of(AuditFilter.any().withActor("ann"), ExportFormat.csv());

    @BeforeEach
    void append() {
        audit.append(
                audit.event().actor(Actor.user("ann")).build(),
                audit.event().actor(Actor.user("ann")).build(),
                audit.event().actor(Actor.user("ben")).build());
    }

    @AfterEach
    void close() {
        audit.close();
    }

    @Test
    void find_recordsWhoAskedForWhat() {
        AuditQuery query = AuditQuery.newestFirst(
                        AuditFilter.any().withActor("ann").withActionsUnder("lending"))
                .withPageSize(1);
        AuditPage page = asEve(() -> audit.runner().call(tx -> reads.find(tx, query)));
        assertThat(page.events()).hasSize(1);

        SecurityEvent event = only("audit_log.read");
        assertThat(event.actor().id()).isEqualTo("eve");
        assertThat(event.outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(event.metadata().values())
                .containsEntry("events", new BigDecimal(1))
                .containsEntry(
                        "filter", Map.of("actor_id", "ann", "actions_under", "lending", "severity_at_least", "INFO"));
    }

    /** Whoever looks for one person among the aliases of another is on record with both. */
    @Test
    void find_underAliases_recordsEachOfThem() {
        AuditFilter among =
                AuditFilter.any().withActorAmong(List.of("eve", "ann")).withTargetAmong("book", List.of("7", "8"));
        var unused = asEve(() -> audit.runner().call(tx -> reads.find(tx, AuditQuery.newestFirst(among))));
        assertThat(only("audit_log.read").metadata().values())
                .containsEntry("actor_aliases", List.of("ann"))
                .containsEntry("target_aliases", List.of("8"));
    }

    @Test
    void find_thatCannotBeRecorded_showsNothing() {
        RecordedReads refused = reads(REFUSING, independent);
        assertThatThrownBy(() -> audit.runner().run(tx -> {
                    AuditPage unused = refused.find(tx, AuditQuery.newestFirst(AuditFilter.any()));
                }))
                .hasMessage("sink is full");
    }

    @Test
    void export_recordsItsBeginningAndItsEnd() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ExportResult result = asEve(() -> audit.runner().call(tx -> reads.export(tx, ofAnn, out)));

        assertThat(result.events()).isEqualTo(2);
        assertThat(only("audit_log.export_begin").outcome()).isEqualTo(Outcome.UNKNOWN);
        SecurityEvent end = only("audit_log.export");
        assertThat(end.actor().id()).isEqualTo("eve");
        assertThat(end.metadata().values())
                .containsEntry("format", "csv")
                .containsEntry("begin", only("audit_log.export_begin").id().toString())
                .containsEntry("events", new BigDecimal(2))
                .containsEntry("last", String.valueOf(result.lastId()))
                .containsEntry("complete", true);
    }

    /** Bytes that have left cannot be rolled back, so neither can the record that they were asked for. */
    @Test
    void export_rolledBack_leavesItsBeginning() {
        assertThatThrownBy(() -> audit.runner().run(tx -> {
                    ExportResult unused = reads.export(tx, ofAnn, OutputStream.nullOutputStream());
                    throw new IllegalStateException("host");
                }))
                .hasMessage("host");
        assertThat(recorded("audit_log.export")).isEmpty();
        assertThat(recorded("audit_log.export_begin")).hasSize(1);
    }

    @Test
    void export_thatBreaksOff_isRecordedWithHowFarItCame() {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("cut");
            }
        };
        assertThatThrownBy(() -> audit.runner().run(tx -> {
                    ExportResult unused = reads.export(tx, ofAnn, broken);
                }))
                .isInstanceOf(ExportException.class);
        SecurityEvent event = only("audit_log.export");
        assertThat(event.outcome()).isEqualTo(Outcome.FAILURE);
        assertThat(event.reason()).isEqualTo("broke_off");
        assertThat(event.metadata().values()).containsEntry("events_at_least", new BigDecimal(0));
    }

    @Test
    void export_whoseBeginningCannotBeRecorded_writesNothing() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RecordedReads refused = reads(audit.log(), REFUSING);
        assertThatThrownBy(() -> audit.runner().run(tx -> {
                    ExportResult unused = refused.export(tx, ofAnn, out);
                }))
                .hasMessage("sink is full");
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void report_isRecorded() {
        Instant now = Clock.systemUTC().instant();
        ReportRequest request = ReportRequest.of(
                "Today", AuditFilter.any().withPeriod(now.minus(Duration.ofHours(1)), now.plus(Duration.ofHours(1))));
        String page = asEve(() -> audit.runner()
                .call(tx -> reads.report(tx, new AuditReport(Namespace.defaults(), Clock.systemUTC()), request)));

        assertThat(page).contains("<h1>Today</h1>");
        assertThat(only("audit_log.report").actor().id()).isEqualTo("eve");
    }

    private RecordedReads reads(AuditSink acts, AuditSink denials) {
        return new RecordedReads(audit.log(), AuditTrail.of(acts, denials, Clock.systemUTC()));
    }

    private SecurityEvent only(String action) {
        assertThat(recorded(action)).hasSize(1);
        return recorded(action).get(0);
    }

    private List<SecurityEvent> recorded(String action) {
        return audit.find(AuditQuery.newestFirst(AuditFilter.any().withAction(Action.of(action)))).events().stream()
                .map(stored -> stored.event())
                .toList();
    }

    private static <T> T asEve(Supplier<T> work) {
        RequestContext eve = RequestContext.of(Actor.user("eve"));
        try (RequestScope scope = RequestScope.open(eve)) {
            assertThat(scope).isNotNull();
            return work.get();
        }
    }
}
