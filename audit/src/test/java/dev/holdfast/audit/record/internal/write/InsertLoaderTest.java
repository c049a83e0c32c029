package dev.holdfast.audit.record.internal.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.audit.AuditFixture;
import dev.holdfast.audit.StoredEvent.Origin;
import dev.holdfast.audit.privacy.EventDoor;
import dev.holdfast.audit.record.internal.row.EventRow;
import dev.holdfast.audit.record.internal.row.RowEncoder;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InsertLoaderTest {
    private static final String TABLE = "holdfast.audit_event";

    private final AuditFixture fixture = AuditFixture.create();
    private final RowEncoder encoder = new RowEncoder(Origin.LIVE);

    @AfterEach
    void close() {
        fixture.close();
    }

    private List<EventRow> rows(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> fixture.event().with("said", "Ottokar").build())
                .map(EventDoor.defaults()::admit)
                .map(encoder::encode)
                .toList();
    }

    @Test
    void load_moreThanAStatementHolds_keepsEveryRowAndCountsThem() throws SQLException {
        try (Connection connection = fixture.database().connect()) {
            for (int count : new int[] {1, 99, 100, 101, 250}) {
                fixture.database().execute("TRUNCATE " + TABLE);
                assertThat(new InsertLoader().load(connection, TABLE, rows(count)))
                        .isEqualTo(count);
                assertThat(fixture.count()).isEqualTo(count);
            }
        }
    }

    /** A connection pool logs what broke a connection, with all of its message. */
    @Test
    void load_connectionEnded_saysNothingOfTheRows() throws SQLException {
        List<EventRow> rows = rows(3);
        SQLException failure;
        try (Connection connection = fixture.database().connect()) {
            fixture.database().execute("SELECT pg_terminate_backend(" + pid(connection) + ", 10000)");
            failure = catchThrowableOfType(SQLException.class, () -> new InsertLoader().load(connection, TABLE, rows));
        }
        for (Throwable each : failure) {
            assertThat(each.toString()).doesNotContain("Ottokar", "VALUES");
        }
    }

    private static int pid(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            assertThat(row.next()).isTrue();
            return row.getInt(1);
        }
    }
}
