package dev.holdfast.audit.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.audit.AuditFilter;
import dev.holdfast.audit.AuditFixture;
import dev.holdfast.audit.AuditPage;
import dev.holdfast.audit.AuditQuery;
import dev.holdfast.audit.StoredEvent;
import dev.holdfast.core.context.Actor;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.tx.DatabaseException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuditExportTest {
    /** More than the driver holds at once, and more than one block of bytes. */
    private static final int MANY = 450;

    private final AuditFixture audit = AuditFixture.create();
    private final AuditExport export = new AuditExport(audit.log());
    private final ExportRequest everything = ExportRequest.of(AuditFilter.any(), ExportFormat.ndjson());

    @AfterEach
    void close() {
        audit.close();
    }

    @Test
    void write_whileWritersCommit_isOneSnapshot() throws SQLException {
        append(MANY);
        AtomicBoolean isFirst = new AtomicBoolean(true);
        UnaryOperator<StoredEvent> writing = stored -> {
            if (isFirst.getAndSet(false)) {
                append(50);
            }
            return stored;
        };
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ExportResult result = write(everything.withView(writing), out);

        assertThat(audit.count()).isEqualTo(MANY + 50);
        assertThat(result.events()).isEqualTo(MANY);
        assertThat(result.isComplete()).isTrue();
        assertThat(ids(out)).hasSize(MANY).isSorted().doesNotHaveDuplicates();
        assertThat(result.firstId()).hasToString(ids(out).get(0));
        assertThat(result.lastId()).hasToString(ids(out).get(MANY - 1));
    }

    /** The naive form of the same: pages at READ COMMITTED show what came meanwhile. */
    @Test
    void find_pageByPageWhileWritersCommit_isNoSnapshot() {
        append(MANY);
        long seen = audit.runner().call(tx -> {
            AuditQuery query = AuditQuery.oldestFirst(AuditFilter.any()).withPageSize(200);
            AuditPage page = audit.log().find(tx, query);
            long events = page.events().size();
            append(50);
            while (page.next().isPresent()) {
                page = audit.log().find(tx, query.after(page.next().get()));
                events += page.events().size();
            }
            return events;
        });
        assertThat(seen).isEqualTo(MANY + 50);
    }

    /** Rows that are not fetched yet stand in an open portal of the server, not in memory. */
    @Test
    void write_ofMany_fetchesInPortions() {
        append(MANY);
        AtomicLong mostOpen = new AtomicLong();
        ExportResult result = audit.runner().call(tx -> {
            UnaryOperator<StoredEvent> looking = stored -> {
                mostOpen.accumulateAndGet(openPortals(tx), Math::max);
                return stored;
            };
            return export.write(tx, everything.withView(looking), OutputStream.nullOutputStream());
        });
        assertThat(result.events()).isEqualTo(MANY);
        assertThat(mostOpen).hasPositiveValue();
    }

    @Test
    void write_withALimit_goesOnAfterItsLast() {
        append(7);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ExportResult first = write(everything.withMaxEvents(4), out);
        assertThat(first.events()).isEqualTo(4);
        assertThat(first.isComplete()).isFalse();

        ExportResult second = write(everything.withMaxEvents(3).after(last(first)), out);
        assertThat(second.events()).isEqualTo(3);
        assertThat(second.isComplete()).isTrue();
        assertThat(ids(out)).hasSize(7).isSorted().doesNotHaveDuplicates();

        ExportResult none = write(everything.after(last(second)), out);
        assertThat(none).isEqualTo(new ExportResult(0, null, null, true));
    }

    @Test
    void write_filterAndView_areKept() {
        audit.append(
                audit.event().actor(Actor.user("ann").withName("Ann Lee")).build(),
                audit.event().actor(Actor.user("ben")).build());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ExportResult result = write(
                new ExportRequest(
                        AuditFilter.any().withActor("ann"), ExportFormat.csv(), this::masked, Long.MAX_VALUE, null),
                out);

        assertThat(result.events()).isEqualTo(1);
        assertThat(text(out))
                .startsWith("id,occurred_at,")
                .contains("\"masked\"")
                .doesNotContain("Ann Lee", "ben");
    }

    @Test
    void write_viewThatPassesOneEventAsAnother_isRefused() {
        append(2);
        StoredEvent other = new StoredEvent(audit.event().build(), Instant.EPOCH, StoredEvent.Origin.LIVE);
        ExportException thrown = failure(everything.withView(stored -> other), OutputStream.nullOutputStream());

        assertThat(thrown).hasRootCauseInstanceOf(IllegalStateException.class);
        assertThat(thrown.getCause()).hasMessageContaining("view must keep the event's id");
    }

    /** What the exception says was taken whole, was: a reader may go on from there. */
    @Test
    void write_streamBreaksOff_namesTheLastWholeEvent() {
        append(MANY);
        Bounded out = new Bounded(150_000);
        ExportException thrown = failure(everything, out);

        assertThat(thrown).hasCauseInstanceOf(IOException.class);
        assertThat(thrown.events()).isBetween(1L, (long) MANY - 1);
        List<String> whole = ids(out.kept);
        assertThat(whole.size()).isGreaterThanOrEqualTo((int) thrown.events());
        UUID last = thrown.lastId().orElseThrow();
        assertThat(whole.get((int) thrown.events() - 1)).isEqualTo(last.toString());
        assertThat(thrown).hasMessageContaining(thrown.events() + " events, the last one " + last);

        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        assertThat(write(everything.after(last), rest).events()).isEqualTo(MANY - thrown.events());
    }

    @Test
    void write_rowChangedByOtherMeans_isNoQuietGap() throws SQLException {
        append(3);
        String id = audit.database()
                .queryStrings("select max(id::text) from holdfast.audit_event")
                .get(0);
        audit.database().execute("update holdfast.audit_event set action = 'Forged Action' where id = '" + id + "'");
        ExportException thrown = failure(everything, new ByteArrayOutputStream());

        assertThat(thrown.getCause()).isInstanceOf(IllegalStateException.class).hasMessageContaining(id);
        assertThat(thrown).hasMessageNotContaining("Forged");
    }

    @Test
    void write_databaseFails_keepsTheCause() throws SQLException {
        audit.database().execute("drop table holdfast.audit_event cascade");
        ExportException thrown = failure(everything, new ByteArrayOutputStream());

        assertThat(thrown).hasCauseInstanceOf(DatabaseException.class).hasMessageContaining("42P01");
        assertThat(thrown.lastId()).isEmpty();
    }

    @Test
    void request_badInput_isRefusedInWords() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> everything.withMaxEvents(0))
                .withMessage("maxEvents must be at least 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExportProduct("", "a", "b"))
                .withMessage("vendor must not be blank");
    }

    private ExportResult write(ExportRequest request, OutputStream out) {
        return audit.runner().call(tx -> export.write(tx, request, out));
    }

    private ExportException failure(ExportRequest request, OutputStream out) {
        return catchThrowableOfType(
                ExportException.class,
                () -> audit.runner().run(tx -> {
                    ExportResult unused = export.write(tx, request, out);
                }));
    }

    private void append(int count) {
        audit.append(IntStream.range(0, count)
                .mapToObj(number -> audit.event().with("number", number).build())
                .toArray(SecurityEvent[]::new));
    }

    private StoredEvent masked(StoredEvent stored) {
        SecurityEvent event = stored.event();
        SecurityEvent.Builder shown = SecurityEvent.builder(event.id(), event.occurredAt(), event.action())
                .actor(event.actor().withName("masked"));
        return new StoredEvent(shown.build(), stored.recordedAt(), stored.origin());
    }

    private static UUID last(ExportResult result) {
        return Objects.requireNonNull(result.lastId());
    }

    private static long openPortals(DSLContext tx) {
        return tx.fetchSingle("select count(*) from pg_cursors where name like 'C\\_%'")
                .get(0, Long.class);
    }

    private static List<String> ids(ByteArrayOutputStream out) {
        List<String> ids = new ArrayList<>();
        String text = text(out);
        for (int from = 0, end; (end = text.indexOf('\n', from)) >= 0; from = end + 1) {
            ids.add(ExportParsers.ndjson(text.substring(from, end)).event().id().toString());
        }
        return ids;
    }

    private static String text(ByteArrayOutputStream out) {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Takes so many bytes and breaks, as a connection does that is cut. */
    private static final class Bounded extends OutputStream {
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private final int most;

        Bounded(int most) {
            this.most = most;
        }

        @Override
        public void write(int value) throws IOException {
            if (kept.size() == most) {
                throw new IOException("cut");
            }
            kept.write(value);
        }
    }
}
