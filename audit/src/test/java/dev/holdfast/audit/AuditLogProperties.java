package dev.holdfast.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.privacy.EventDoor;
import dev.holdfast.core.event.SecurityEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

class AuditLogProperties {
    private static Instant now;
    private static AuditFixture audit;

    @BeforeContainer
    static void open() {
        now = Clock.systemUTC().instant();
        audit = AuditFixture.create();
    }

    @AfterContainer
    static void close() {
        audit.close();
    }

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
    void append_anyEvent_isReadBackEqual(@ForAll("events") SecurityEvent event) {
        // The rollback keeps the log at one event a try.
        DSL.using(audit.database().dataSource(), SQLDialect.POSTGRES).connection(connection -> {
            connection.setAutoCommit(false);
            var tx = DSL.using(connection, SQLDialect.POSTGRES);
            audit.log().append(tx, event);
            AuditPage page = audit.log().find(tx, AuditQuery.newestFirst(AuditFilter.any()));
            connection.rollback();
            assertThat(page.events())
                    .singleElement()
                    // A random text may have the shape of a secret.
                    .satisfies(stored -> assertThat(stored.event())
                            .isEqualTo(EventDoor.defaults().admit(event).event()));
            assertThat(page.next()).isEmpty();
        });
    }

    @Property(tries = 20, shrinking = ShrinkingMode.OFF)
    void find_anyPageSize_givesEachEventOnceInOrder(
            @ForAll @IntRange(max = 12) int count, @ForAll AuditQuery.Order order) {
        DSL.using(audit.database().dataSource(), SQLDialect.POSTGRES).connection(connection -> {
            connection.setAutoCommit(false);
            var tx = DSL.using(connection, SQLDialect.POSTGRES);
            List<String> written = IntStream.range(0, count)
                    .mapToObj(number -> {
                        SecurityEvent event = audit.event().build();
                        audit.log().append(tx, event);
                        return event.id().toString();
                    })
                    .sorted()
                    .toList();
            for (int size = 1; size <= written.size() + 1; size++) {
                assertThat(ids(tx, new AuditQuery(AuditFilter.any(), order, size, null)))
                        .containsExactlyElementsOf(
                                order == AuditQuery.Order.OLDEST_FIRST ? written : reversed(written));
            }
            connection.rollback();
        });
    }

    private static List<String> ids(DSLContext tx, AuditQuery first) {
        List<String> ids = new ArrayList<>();
        AuditPage page = audit.log().find(tx, first);
        page.events().forEach(stored -> ids.add(stored.event().id().toString()));
        while (page.next().isPresent()) {
            assertThat(page.events()).hasSize(first.pageSize());
            AuditCursor place = AuditCursor.parse(page.next().get().toString()).orElseThrow();
            page = audit.log().find(tx, first.after(place));
            page.events().forEach(stored -> ids.add(stored.event().id().toString()));
        }
        return ids;
    }

    private static List<String> reversed(List<String> list) {
        List<String> copy = new ArrayList<>(list);
        Collections.reverse(copy);
        return copy;
    }

    @Provide
    Arbitrary<SecurityEvent> events() {
        return EventArbitraries.around(now);
    }
}
