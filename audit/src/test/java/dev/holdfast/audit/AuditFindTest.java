package dev.holdfast.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.audit.AuditFilter.ActionKey;
import dev.holdfast.core.context.Actor;
import dev.holdfast.core.context.CorrelationId;
import dev.holdfast.core.context.RequestContext;
import dev.holdfast.core.event.Action;
import dev.holdfast.core.event.Outcome;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.event.Severity;
import dev.holdfast.core.event.Target;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditFindTest {
    private final Instant noon = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private static final CorrelationId REQUEST = new CorrelationId("request-0001");

    private AuditFixture audit;

    @BeforeAll
    void open() {
        audit = AuditFixture.create();
        audit.append(
                at(-3).actor(Actor.user("ann"))
                        .target(new Target("lending", "1", null))
                        .with("n", "ann")
                        .build(),
                SecurityEvent.builder(
                                AuditFixture.idAt(noon.minusMillis(2)),
                                noon.minusMillis(2),
                                Action.of("lending.update.bulk"))
                        .severity(Severity.HIGH)
                        .context(RequestContext.of(Actor.user("bob")).withTenant("t1"))
                        .with("n", "bob")
                        .build(),
                SecurityEvent.builder(
                                AuditFixture.idAt(noon.minusMillis(1)),
                                noon.minusMillis(1),
                                Action.of("lending_desk.open"))
                        .denied("stale")
                        .target(new Target("desk", "1", null))
                        .target(new Target("lending", "1", null))
                        .with("n", "desk")
                        .build(),
                SecurityEvent.builder(AuditFixture.idAt(noon), noon, Action.of("authn.login"))
                        .severity(Severity.CRITICAL)
                        .context(RequestContext.none().withCorrelationId(REQUEST))
                        .with("n", "login")
                        .build(),
                // Occurred a day before its id was made: the furthest a period has to reach.
                SecurityEvent.builder(
                                AuditFixture.idAt(noon), noon.minus(24, ChronoUnit.HOURS), Action.of("job.replay"))
                        .with("n", "old")
                        .build(),
                SecurityEvent.builder(AuditFixture.idAt(noon), noon.plus(24, ChronoUnit.HOURS), Action.of("job.plan"))
                        .with("n", "new")
                        .build());
    }

    @AfterAll
    void close() {
        audit.close();
    }

    Stream<Arguments> filters() {
        AuditFilter any = AuditFilter.any();
        Instant dayBefore = noon.minus(24, ChronoUnit.HOURS);
        Instant dayAfter = noon.plus(24, ChronoUnit.HOURS);
        return Stream.of(
                Arguments.of(any.withActor("ann"), "ann"),
                Arguments.of(any.withActor("an"), ""),
                Arguments.of(any.withTenant("t1"), "bob"),
                Arguments.of(any.withTarget("lending", "1"), "ann"),
                Arguments.of(any.withTarget("desk", "1"), "desk"),
                Arguments.of(any.withAction(AuditFixture.ACTION), "ann"),
                Arguments.of(any.withActionsUnder("lending"), "ann bob"),
                Arguments.of(any.withActionsUnder("lending.update"), "ann bob"),
                Arguments.of(any.withActionsUnder("lendin"), ""),
                Arguments.of(any.withActionsUnder("lending_"), ""),
                Arguments.of(any.withOutcome(Outcome.DENIED), "desk"),
                Arguments.of(any.withSeverityAtLeast(Severity.MEDIUM), "bob desk login"),
                Arguments.of(any.withSeverityAtLeast(Severity.HIGH), "bob login"),
                Arguments.of(any.withSeverityAtLeast(Severity.INFO), "ann bob desk login new old"),
                Arguments.of(any.withCorrelationId(REQUEST), "login"),
                Arguments.of(any.withActor("bob").withTenant("t2"), ""),
                Arguments.of(any.withPeriod(noon.minusMillis(2), noon), "bob desk"),
                Arguments.of(any.withPeriod(noon, noon.plusNanos(1000)), "login"),
                Arguments.of(any.withPeriod(dayBefore, dayBefore.plusNanos(1000)), "old"),
                Arguments.of(any.withPeriod(dayBefore.minusSeconds(1), dayBefore), ""),
                Arguments.of(any.withPeriod(dayAfter, dayAfter.plusNanos(1000)), "new"),
                Arguments.of(any.withPeriod(Instant.EPOCH, dayAfter), "ann bob desk login old"));
    }

    @ParameterizedTest
    @MethodSource("filters")
    void find_filter_givesWhatFits(AuditFilter filter, String expected) {
        Stream<String> found = audit.find(AuditQuery.oldestFirst(filter)).events().stream()
                .map(stored -> String.valueOf(stored.event().metadata().values().get("n")));
        assertThat(String.join(" ", found.sorted().toList())).isEqualTo(expected);
    }

    @Test
    void find_nextPage_keepsTheFilterAndTheOrder() {
        AuditQuery first = AuditQuery.newestFirst(AuditFilter.any().withActionsUnder("lending"))
                .withPageSize(1);
        AuditPage page = audit.find(first);
        assertThat(actors(page)).containsExactly("bob");
        // The cursor brings its order along, so that a client cannot mix the two.
        page = audit.find(AuditQuery.oldestFirst(first.filter())
                .withPageSize(1)
                .after(page.next().orElseThrow()));
        assertThat(actors(page)).containsExactly("ann");
        assertThat(page.next()).isEmpty();
    }

    @Test
    void find_rowChangedByOtherMeans_namesItsIdAlone() throws SQLException {
        try (AuditFixture other = AuditFixture.create()) {
            SecurityEvent event = other.event().build();
            other.append(event);
            other.database().execute("update holdfast.audit_event set action = 'Forged Action'");
            assertThatThrownBy(() -> other.find(AuditQuery.newestFirst(AuditFilter.any())))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(event.id().toString())
                    .hasNoCause();
        }
    }

    Stream<Arguments> badInputs() {
        AuditFilter any = AuditFilter.any();
        Instant now = noon;
        return Stream.of(
                bad(() -> any.withActor(" "), "actorId must not be blank"),
                bad(() -> any.withActor("a".repeat(201)), "actorId must have at most 200"),
                bad(
                        () -> any.withActorAmong(java.util.Collections.nCopies(66, "a")),
                        "number of aliases must be between 0 and 64, got 65"),
                bad(() -> any.withTenant(""), "tenantId must not be blank"),
                bad(() -> any.withTarget("", "1"), "type must not be blank"),
                bad(() -> any.withTarget("lending", ""), "id must not be blank"),
                bad(() -> any.withActionsUnder("Lending"), "words must be lower-case"),
                bad(() -> any.withActionsUnder("lending."), "words must be lower-case"),
                bad(() -> any.withActionsUnder("lending%"), "words must be lower-case"),
                bad(() -> new ActionKey("a".repeat(81), false), "words must be lower-case"),
                bad(() -> any.withPeriod(now, now), "from must be before until"),
                bad(() -> any.withPeriod(now.plusNanos(1), now), "from must be before until"),
                bad(() -> any.withPeriod(Instant.EPOCH.minusNanos(1), now), "period must be between"),
                bad(() -> any.withPeriod(now, Instant.MAX), "period must be between"),
                bad(() -> AuditQuery.newestFirst(any).withPageSize(0), "pageSize must be between 1 and 1000, got 0"),
                bad(() -> AuditQuery.newestFirst(any).withPageSize(1001), "pageSize must be between 1 and 1000"),
                bad(
                        () -> new AuditCursor(AuditQuery.Order.NEWEST_FIRST, java.util.UUID.randomUUID()),
                        "lastId must be a UUID of version 7"),
                bad(
                        () -> new AuditQuery(
                                any,
                                AuditQuery.Order.NEWEST_FIRST,
                                1,
                                new AuditCursor(AuditQuery.Order.OLDEST_FIRST, AuditFixture.idAt(now))),
                        "cursor must be of order NEWEST_FIRST"));
    }

    @ParameterizedTest
    @MethodSource("badInputs")
    void query_badInput_isRefusedInWords(Supplier<Object> call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call::get).withMessageContaining(message);
    }

    private static Arguments bad(Supplier<Object> call, String message) {
        return Arguments.of(call, message);
    }

    private static List<String> actors(AuditPage page) {
        return page.events().stream().map(stored -> stored.event().actor().id()).toList();
    }

    private SecurityEvent.Builder at(long millis) {
        Instant time = noon.plusMillis(millis);
        return SecurityEvent.builder(AuditFixture.idAt(time), time, AuditFixture.ACTION);
    }
}
