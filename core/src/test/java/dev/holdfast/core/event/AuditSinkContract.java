package dev.holdfast.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.context.Actor;
import dev.holdfast.core.context.CorrelationId;
import dev.holdfast.core.context.HttpCall;
import dev.holdfast.core.context.RequestContext;
import dev.holdfast.core.context.TraceParent;
import dev.holdfast.core.secret.Uuid7;
import dev.holdfast.core.tx.JoinGuard;
import dev.holdfast.core.tx.TransactionRunner;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What every {@link AuditSink} that joins keeps: extend it for a sink of your own. */
public abstract class AuditSinkContract {
    private static final int THREADS = 8;
    private static final int EVENTS = 10;

    private final Uuid7 ids = Uuid7.of(Clock.systemUTC());

    /**
     * The sink under test.
     *
     * @return the sink
     */
    protected abstract AuditSink sink();

    /**
     * The database the sink writes to.
     *
     * @return connections in autocommit
     */
    protected abstract DataSource dataSource();

    /**
     * The ids of the events that are committed.
     *
     * @return the ids, in no order
     * @throws Exception when they cannot be read
     */
    protected abstract Set<UUID> stored() throws Exception;

    @Test
    void append_hostCommits_isStored() throws Exception {
        SecurityEvent event = event().build();
        try (JoinGuard guard = JoinGuard.on(dataSource())) {
            sink().append(guard.tx(), event);
            guard.commit();
        }
        assertThat(stored()).contains(event.id());
    }

    @Test
    void append_hostRollsBack_isGone() throws Exception {
        SecurityEvent event = event().build();
        try (JoinGuard guard = JoinGuard.on(dataSource())) {
            sink().append(guard.tx(), event);
            guard.rollback();
        }
        assertThat(stored()).doesNotContain(event.id());
    }

    @Test
    void append_beforeTheCommit_isNotSeenOutside() throws Exception {
        SecurityEvent event = event().build();
        try (JoinGuard guard = JoinGuard.on(dataSource())) {
            sink().append(guard.tx(), event);
            assertThat(stored()).doesNotContain(event.id());
        }
    }

    @Test
    void append_any_neverOwns() throws Exception {
        try (JoinGuard guard = JoinGuard.on(dataSource())) {
            sink().append(guard.tx(), event().build());
            sink().append(guard.tx(), fullest());
            guard.assertJoined();
        }
    }

    @Test
    void append_theFullestEvent_isStored() throws Exception {
        SecurityEvent event = fullest();
        try (JoinGuard guard = JoinGuard.on(dataSource())) {
            sink().append(guard.tx(), event);
            guard.commit();
        }
        assertThat(stored()).contains(event.id());
    }

    @Test
    void append_brokenTransaction_throws() throws Exception {
        try (JoinGuard guard = JoinGuard.on(dataSource())) {
            assertThatThrownBy(() -> guard.tx().execute("SELECT 1 / 0")).isNotNull();
            assertThatThrownBy(() -> sink().append(guard.tx(), event().build())).isNotNull();
        }
    }

    @Test
    void append_manyThreads_allStored() throws Exception {
        TransactionRunner runner = TransactionRunner.over(dataSource());
        List<SecurityEvent> events = IntStream.range(0, THREADS * EVENTS)
                .mapToObj(number -> event().with("number", number).build())
                .toList();
        AuditSink shared = sink();
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> ends = new ArrayList<>();
            events.forEach(event -> ends.add(pool.submit(() -> runner.run(tx -> shared.append(tx, event)))));
            for (Future<?> end : ends) {
                end.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(stored()).containsAll(events.stream().map(SecurityEvent::id).toList());
    }

    private SecurityEvent.Builder event() {
        return SecurityEvent.builder(ids.next(), Clock.systemUTC().instant(), Action.of("contract.append"));
    }

    /** Every field set, to its bound where it has one, with texts that databases are known to stumble over. */
    private SecurityEvent fullest() {
        String odd = "\0 ' \" \\ \uD83D\uDE00 \uD800 \u202E";
        String longest = odd + "x".repeat(200 - odd.length());
        SecurityEvent.Builder builder = event().context(RequestContext.of(Actor.user(longest)
                                .withName(longest)
                                .withSession(longest)
                                .withOnBehalfOf(longest))
                        .withTenant(longest)
                        .withClient("2001:db8::1", "x".repeat(600))
                        .withGeo("Graz")
                        .withCorrelationId(new CorrelationId("x".repeat(64)))
                        .withTraceParent(new TraceParent("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", 255))
                        .withHttp(new HttpCall("POST", "x".repeat(300), 599, Duration.ofNanos(1_234_567))))
                .category(Category.AUTHORIZATION)
                .denied("x".repeat(100))
                .severity(Severity.CRITICAL)
                .risk(new Risk(RiskLevel.HIGH, 100, true))
                .data(DataClass.RESTRICTED, "x".repeat(100))
                .metadata(Metadata.of(Map.of("text", odd + "x".repeat(3000), "number", 1e300, "deep", deep(8))));
        IntStream.range(0, 16)
                .forEach(number -> builder.target(new Target("x".repeat(64), number + longest.substring(2), longest)));
        IntStream.range(0, 64).forEach(number -> builder.change("path." + number, odd, "x".repeat(3000)));
        return builder.build();
    }

    private static Object deep(int levels) {
        return levels == 0 ? "bottom" : Map.of("level", deep(levels - 1));
    }
}
