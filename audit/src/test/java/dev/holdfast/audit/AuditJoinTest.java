package dev.holdfast.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.tx.JoinGuard;
import dev.holdfast.core.tx.JoinTwin;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The log neither begins nor ends the host's transaction, and rolls back with it. */
class AuditJoinTest {
    private final AuditFixture fixture = AuditFixture.create();
    private final JoinTwin twin = JoinTwin.over(fixture.database().dataSource(), "holdfast.audit_event");

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void append_rolledBack_joinedAndLeavesNothing() throws SQLException {
        SecurityEvent event = fixture.event().build();

        AuditPage seen = twin.writes(tx -> {
            fixture.log().append(tx, event);
            return fixture.log().find(tx, AuditQuery.newestFirst(AuditFilter.any()));
        });

        assertThat(seen.events())
                .singleElement()
                .satisfies(stored -> assertThat(stored.event().id()).isEqualTo(event.id()));
    }

    @Test
    void find_joinedAndWritesNothing() throws SQLException {
        fixture.append(fixture.event().build(), fixture.event().build());
        AuditQuery query = AuditQuery.oldestFirst(AuditFilter.any()).withPageSize(1);

        AuditPage first = twin.reads(tx -> fixture.log().find(tx, query));
        AuditPage second =
                twin.reads(tx -> fixture.log().find(tx, query.after(first.next().orElseThrow())));

        assertThat(first.events()).hasSize(1);
        assertThat(second.events()).hasSize(1);
        assertThat(second.next()).isEmpty();
    }

    /** A refusal, too, leaves it to the host to end its transaction. */
    @Test
    void append_refused_joined() throws SQLException {
        SecurityEvent backdated = fixture.eventAt(
                        fixture.event().build().occurredAt().minus(Duration.ofDays(2)))
                .build();
        try (JoinGuard guard = JoinGuard.on(fixture.database().dataSource())) {
            assertThatThrownBy(() -> fixture.log().append(guard.tx(), backdated))
                    .isInstanceOf(EventTimeException.class);
            guard.assertJoined();
            guard.rollback();
        }
        assertThat(fixture.count()).isZero();
    }
}
