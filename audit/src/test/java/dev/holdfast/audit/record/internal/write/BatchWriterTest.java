package dev.holdfast.audit.record.internal.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.AuditFixture;
import dev.holdfast.audit.StoredEvent.Origin;
import dev.holdfast.audit.privacy.EventDoor;
import dev.holdfast.audit.record.NotRecordedException.Reason;
import dev.holdfast.audit.record.internal.row.EventRow;
import dev.holdfast.audit.record.internal.row.RowEncoder;
import dev.holdfast.audit.record.internal.write.BreakingRunner.Break;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.metric.Metrics;
import dev.holdfast.core.metric.Ticker;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BatchWriterTest {
    private static final Patience ENDLESS = (failed, since) -> true;

    private final AuditFixture fixture = AuditFixture.create();
    private final RowEncoder encoder = new RowEncoder(Origin.LIVE);

    @AfterEach
    void close() {
        fixture.close();
    }

    private BreakingRunner breaking(Break... script) {
        return new BreakingRunner(fixture.runner(), script);
    }

    private static BatchWriter writer(BreakingRunner runner) {
        return new BatchWriter(runner, Namespace.defaults(), Metrics.discarding(), Ticker.system());
    }

    private List<EventRow> rows(int count) {
        return new ArrayList<>(
                IntStream.range(0, count).mapToObj(i -> row(fixture.event())).toList());
    }

    private EventRow row(SecurityEvent.Builder event) {
        return encoder.encode(EventDoor.defaults().admit(event.build()));
    }

    private List<String> stored() throws SQLException {
        return fixture.database().queryStrings("SELECT id::text FROM holdfast.audit_event ORDER BY id");
    }

    private static List<String> ids(List<EventRow> rows) {
        return rows.stream().map(row -> row.id().toString()).toList();
    }

    @ParameterizedTest
    @EnumSource
    void write_connectionBreaks_storesEachRowOnce(Break where) throws SQLException {
        List<EventRow> rows = rows(50);
        BreakingRunner runner = breaking(where, Break.NO_CONNECTION, where);
        assertThat(writer(runner).write(rows, false, ENDLESS)).isEmpty();
        assertThat(stored()).isEqualTo(ids(rows));
        assertThat(runner.transactions()).isEqualTo(4);
    }

    /** The server has the first rows before the last are made; a further try makes none again. */
    @ParameterizedTest
    @EnumSource
    void write_rowsMadeOnTheWay_makesAndStoresEachOnce(Break where) throws SQLException {
        List<EventRow> rows = rows(50);
        BreakingRunner runner = breaking(where);
        List<Integer> begun = new ArrayList<>();
        Iterator<EventRow> source =
                rows.stream().peek(row -> begun.add(runner.transactions())).iterator();
        assertThat(writer(runner).write(Rows.madeBy(source), false, ENDLESS)).isEmpty();
        assertThat(stored()).isEqualTo(ids(rows));
        assertThat(begun).hasSize(50).startsWith(0).endsWith(1);
    }

    /** What the caller is told must be true: in doubt only if a commit may have happened. */
    @Test
    void write_patienceOver_tellsWhetherACommitIsInDoubt() throws SQLException {
        Patience two = (failed, since) -> failed < 2;
        assertThat(writer(breaking(Break.NO_CONNECTION, Break.NO_CONNECTION)).write(rows(3), false, two))
                .hasSize(3)
                .allMatch(refusal -> refusal.why().reason() == Reason.UNREACHABLE);
        assertThat(stored()).isEmpty();
        assertThat(writer(breaking(Break.AFTER_COMMIT, Break.NO_CONNECTION)).write(rows(3), false, two))
                .hasSize(3)
                .allMatch(refusal -> refusal.why().reason() == Reason.IN_DOUBT);
        assertThat(stored()).hasSize(3);
    }

    /** Two bad rows of 64: their own time too far from their id's, and a month that has no partition. */
    @Test
    void write_rowsRefused_storesTheOthers() throws SQLException {
        List<EventRow> rows = rows(64);
        Instant now = Instant.now();
        EventRow late = encoder.encode(EventDoor.defaults()
                .admit(SecurityEvent.builder(fixture.nextId(), now.minus(Duration.ofDays(2)), AuditFixture.ACTION)
                        .build()));
        EventRow old = row(fixture.eventAt(Instant.parse("2001-01-01T00:00:00Z")));
        rows.set(17, late);
        rows.set(40, old);
        BreakingRunner runner = breaking();
        List<Refusal> refusals = writer(runner).write(rows, false, ENDLESS);
        assertThat(refusals).extracting(Refusal::row).containsExactly(late, old);
        assertThat(refusals).allSatisfy(refusal -> {
            assertThat(refusal.why().reason()).isEqualTo(Reason.REFUSED);
            assertThat(refusal.why()).hasMessageContaining("SQLSTATE 23514");
        });
        rows.removeAll(List.of(late, old));
        assertThat(stored()).isEqualTo(ids(rows));
        // Two paths of six halvings each, both halves tried at each.
        assertThat(runner.transactions()).isLessThanOrEqualTo(25);
    }

    @Test
    void write_sameEventAgain_isStoredOnceAndNotRefused() throws SQLException {
        SecurityEvent event = fixture.event().with("n", 1).build();
        fixture.append(event);
        List<EventRow> rows = rows(5);
        rows.add(encoder.encode(EventDoor.defaults().admit(event)));
        rows.add(encoder.encode(EventDoor.defaults().admit(event)));
        assertThat(writer(breaking()).write(rows, false, ENDLESS)).isEmpty();
        assertThat(stored()).hasSize(6);
    }

    /** Else whoever guesses an id could suppress the event that will bear it. */
    @Test
    void write_idOfAnotherEvent_isRefusedAndNeitherIsChanged() throws SQLException {
        SecurityEvent event = fixture.event().with("n", 1).build();
        fixture.append(event);
        List<EventRow> rows = rows(5);
        EventRow other = encoder.encode(EventDoor.defaults()
                .admit(SecurityEvent.builder(event.id(), event.occurredAt(), event.action())
                        .with("n", 2)
                        .build()));
        rows.add(2, other);
        for (boolean mayBeThere : new boolean[] {false, true}) {
            List<Refusal> refusals = writer(breaking()).write(rows, mayBeThere, ENDLESS);
            assertThat(refusals).extracting(Refusal::row).containsExactly(other);
            assertThat(refusals.get(0).why().reason()).isEqualTo(Reason.ID_TAKEN);
        }
        assertThat(stored()).hasSize(6);
        assertThat(fixture.database()
                        .queryStrings(
                                "SELECT metadata->>'n' FROM holdfast.audit_event WHERE id = '" + event.id() + "'"))
                .containsExactly("1");
    }

    @Test
    void write_triggerDropsARow_isNotTakenForStored() throws SQLException {
        fixture.database()
                .execute("CREATE FUNCTION holdfast.eat() RETURNS trigger LANGUAGE plpgsql AS"
                        + " $$BEGIN IF new.reason = 'eaten' THEN RETURN NULL; END IF; RETURN new; END$$");
        fixture.database()
                .execute("CREATE TRIGGER eat BEFORE INSERT ON holdfast.audit_event FOR EACH ROW"
                        + " EXECUTE FUNCTION holdfast.eat()");
        List<EventRow> rows = rows(9);
        EventRow eaten = row(fixture.event().failed("eaten"));
        rows.add(4, eaten);
        for (boolean mayBeThere : new boolean[] {false, true}) {
            List<Refusal> refusals = writer(breaking()).write(rows, mayBeThere, ENDLESS);
            assertThat(refusals).extracting(Refusal::row).containsExactly(eaten);
            assertThat(refusals.get(0).why()).hasMessageContaining("trigger");
        }
        assertThat(stored()).hasSize(9);
    }
}
