package dev.holdfast.audit.record.internal.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.audit.AuditFixture;
import dev.holdfast.audit.StoredEvent.Origin;
import dev.holdfast.audit.privacy.EventDoor;
import dev.holdfast.core.event.SecurityEvent;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RowLayoutTest {
    private static final Map<RowLayout.Type, String> SQL = Map.of(
            RowLayout.Type.UUID, "uuid",
            RowLayout.Type.TIMESTAMPTZ, "timestamp with time zone",
            RowLayout.Type.INT2, "smallint",
            RowLayout.Type.INT8, "bigint",
            RowLayout.Type.BOOL, "boolean",
            RowLayout.Type.TEXT, "text",
            RowLayout.Type.JSONB, "jsonb",
            RowLayout.Type.INET, "inet");

    /** What the database fills in by itself, and nothing else, is missing. */
    @Test
    void layout_columnsAndTypes_areTheTables() throws SQLException {
        try (AuditFixture fixture = AuditFixture.create()) {
            List<String> table = fixture.database()
                    .queryStrings("SELECT column_name || ' ' || data_type FROM information_schema.columns"
                            + " WHERE table_schema = 'holdfast' AND table_name = 'audit_event'");
            assertThat(Stream.concat(
                            Arrays.stream(RowLayout.values()).map(each -> each.column() + " " + SQL.get(each.type())),
                            Stream.of("recorded_at timestamp with time zone", "tx_id xid8")))
                    .containsExactlyInAnyOrderElementsOf(table);
        }
    }

    @Test
    void of_bytesOfNoTuple_areRefusedAndNotQuoted() {
        assertThatThrownBy(() -> EventRow.of(new byte[] {0, 37, 1})).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EventRow.of(new byte[200])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void row_printed_showsTheIdAlone() {
        try (AuditFixture fixture = AuditFixture.create()) {
            SecurityEvent event =
                    fixture.event().with("mail", "carol@mail.example").build();
            EventRow row =
                    new RowEncoder(Origin.LIVE).encode(EventDoor.defaults().admit(event));
            assertThat(row.id()).isEqualTo(event.id());
            assertThat(row).hasToString("EventRow[" + event.id() + "]");
        }
    }
}
