package dev.holdfast.audit.record.internal.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.AuditFixture;
import dev.holdfast.audit.EventArbitraries;
import dev.holdfast.audit.StoredEvent.Origin;
import dev.holdfast.audit.privacy.EventDoor;
import dev.holdfast.audit.record.internal.row.EventRow;
import dev.holdfast.audit.record.internal.row.RowEncoder;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.tx.TransactionRunner;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whichever way an event takes, the log holds the same row. */
class LoadersProperties {
    private static AuditFixture appended;
    private static AuditFixture copied;
    private static AuditFixture batched;

    @BeforeContainer
    static void create() {
        appended = AuditFixture.create();
        copied = AuditFixture.create();
        batched = AuditFixture.create();
    }

    @AfterContainer
    static void close() {
        appended.close();
        copied.close();
        batched.close();
    }

    @Provide
    Arbitrary<List<SecurityEvent>> events() {
        return EventArbitraries.around(Instant.now())
                .list()
                .ofMinSize(1)
                .ofMaxSize(25)
                .uniqueElements(SecurityEvent::id);
    }

    @Property(tries = 6, shrinking = ShrinkingMode.OFF)
    void load_anyEvents_givesTheRowsOfAnAppend(@ForAll("events") List<SecurityEvent> events) throws SQLException {
        RowEncoder encoder = new RowEncoder(Origin.LIVE);
        List<EventRow> rows = events.stream()
                .map(EventDoor.defaults()::admit)
                .map(encoder::encode)
                .toList();
        appended.append(events.toArray(new SecurityEvent[0]));
        new LogTable(copied.runner(), Namespace.defaults()).insert(Rows.of(rows));
        LogTable plain = new LogTable(
                TransactionRunner.over(PlainConnections.over(batched.database().dataSource())), Namespace.defaults());
        plain.insert(Rows.of(rows.subList(0, rows.size() / 2)));
        assertThat(plain.merge(rows)).isEmpty();

        List<String> expected = taken(appended);
        assertThat(expected).hasSize(events.size());
        assertThat(taken(copied)).isEqualTo(expected);
        assertThat(taken(batched)).isEqualTo(expected);
    }

    /** All columns that the database does not fill in, and emptied for the next try. */
    private static List<String> taken(AuditFixture fixture) throws SQLException {
        List<String> rows = fixture.database()
                .queryStrings(
                        "SELECT (to_jsonb(e) - 'recorded_at' - 'tx_id')::text FROM holdfast.audit_event e ORDER BY id");
        fixture.database().execute("TRUNCATE holdfast.audit_event");
        return rows;
    }
}
