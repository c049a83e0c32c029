package dev.holdfast.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.context.Actor;
import dev.holdfast.core.context.RequestContext;
import dev.holdfast.core.secret.Uuid7;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityEventTest {
    private static final UUID ID = Uuid7.of(Clock.systemUTC()).next();
    private static final Instant NOW = Instant.parse("2026-11-21T10:15:30Z");

    static Stream<Arguments> badInput() {
        return Stream.of(
                bad("reason must not be blank", () -> event().denied(" ").build()),
                bad(
                        "reason must have at most 100 characters, got 101",
                        () -> event().failed("x".repeat(101)).build()),
                bad(
                        "subjectKeyId must have at most 100",
                        () -> event().data(DataClass.PUBLIC, "x".repeat(101)).build()),
                bad("number of targets must be between 0 and 16, got 17", () -> withTargets(17)),
                bad("number of changes must be between 0 and 64, got 65", () -> withChanges(65)),
                bad("path must have at most 200", () -> event().change("x".repeat(201), null, null)),
                bad("path must not be blank", () -> event().change("", null, null)),
                bad("type must have at most 64", () -> Target.of("x".repeat(65), "1")),
                bad("id must have at most 200", () -> Target.of("lending", "x".repeat(201))),
                bad("name must have at most 200", () -> new Target("lending", "1", "x".repeat(201))),
                bad("score must be between 0 and 100, got 101", () -> new Risk(RiskLevel.HIGH, 101, true)),
                bad("score must be between 0 and 100, got -1", () -> new Risk(RiskLevel.NONE, -1, false)),
                bad(
                        "id must be a UUID of version 7, got version 4",
                        () -> SecurityEvent.builder(UUID.randomUUID(), NOW, Action.of("a.b"))
                                .build()),
                bad("schemaVersion must be between 1 and 1000, got 0", () -> ofSchema(0)));
    }

    @ParameterizedTest
    @MethodSource("badInput")
    void made_outOfBounds_isRefused(String message, Supplier<Object> maker) {
        assertThatThrownBy(maker::get)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void made_atTheBounds_isTaken() {
        assertThat(event().denied("x".repeat(100))
                        .data(DataClass.PUBLIC, "x".repeat(100))
                        .build()
                        .reason())
                .hasSize(100);
        assertThat(withTargets(16).targets()).hasSize(16);
        assertThat(withChanges(64).changes()).hasSize(64);
        assertThat(new Target("x".repeat(64), "x".repeat(200), "x".repeat(200))).isNotNull();
        assertThat(new Risk(RiskLevel.HIGH, 100, true)).isNotNull();
        assertThat(ofSchema(1000).schemaVersion()).isEqualTo(1000);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T10:15:30.123456999Z, 2026-11-21T10:15:30.123456Z",
        "2026-11-21T10:15:30.999999999Z, 2026-11-21T10:15:30.999999Z",
        "1969-12-31T23:59:59.999999999Z, 1969-12-31T23:59:59.999999Z",
        "2026-11-21T10:15:30Z, 2026-11-21T10:15:30Z",
    })
    void occurredAt_nanoseconds_areCutNotRounded(Instant given, Instant kept) {
        assertThat(SecurityEvent.builder(ID, given, Action.of("a.b")).build().occurredAt())
                .isEqualTo(kept);
    }

    @Test
    void builder_untouched_isAnOrdinarySuccessByNobody() {
        SecurityEvent event = event().build();
        assertThat(event.outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(event.severity()).isEqualTo(Severity.INFO);
        assertThat(event.category()).isEqualTo(Category.SYSTEM);
        assertThat(event.actor()).isEqualTo(Actor.anonymous());
        assertThat(event.schemaVersion()).isEqualTo(SecurityEvent.SCHEMA_VERSION);
    }

    @Test
    void builder_deniedAndFailed_raiseTheSeverityAndNeverLowerIt() {
        assertThat(event().denied("no").build().severity()).isEqualTo(Severity.MEDIUM);
        assertThat(event().failed("no").build().severity()).isEqualTo(Severity.LOW);
        assertThat(event().severity(Severity.CRITICAL).denied("no").build().severity())
                .isEqualTo(Severity.CRITICAL);
        assertThat(event().outcome(Outcome.UNKNOWN, null).build().outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void builder_actorAfterContext_wins() {
        SecurityEvent event = event().context(
                        RequestContext.of(Actor.user("anna")).withTenant("acme"))
                .actor(Actor.system("job"))
                .build();
        assertThat(event.actor()).isEqualTo(Actor.system("job"));
        assertThat(event.context().tenantId()).isEqualTo("acme");
    }

    @Test
    void lists_givenOnes_areCopied() {
        List<Target> targets = new ArrayList<>(List.of(Target.of("lending", "1")));
        SecurityEvent made = event().build();
        SecurityEvent event = new SecurityEvent(
                ID,
                NOW,
                made.action(),
                made.category(),
                made.outcome(),
                null,
                made.severity(),
                targets,
                made.context(),
                made.risk(),
                List.of(),
                made.metadata(),
                null,
                null,
                1);
        targets.clear();
        assertThat(event.targets()).hasSize(1);
        assertThatThrownBy(() -> event.targets().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void change_longValues_areCutAndMarked() {
        Change change = new Change("path", "x".repeat(2000), "x".repeat(2001));
        assertThat(change.oldValue()).isEqualTo("x".repeat(2000));
        assertThat(change.newValue()).hasSize(2000).endsWith("…[cut]");
    }

    @Test
    void texts_unstorable_areReplaced() {
        assertThat(Target.of("lending", "1\0").id()).isEqualTo("1\uFFFD");
        assertThat(event().denied("no\0").build().reason()).isEqualTo("no\uFFFD");
        assertThat(new Change("p", "\0", null).oldValue()).isEqualTo("\uFFFD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b", "step_up_token.issue", "a.b.c.d", "a1.b_2"})
    void action_nounVerb_isTaken(String name) {
        assertThat(Action.of(name)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a.", ".b", "A.b", "a.b.c.d.e", "a b.c", "1.b", "a.b\n", "a-b.c", "ä.b"})
    void action_other_isRefused(String name) {
        assertThatThrownBy(() -> Action.of(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void action_length_isBounded() {
        assertThat(Action.of("a." + "b".repeat(78)).name()).hasSize(80);
        assertThatThrownBy(() -> Action.of("a." + "b".repeat(79))).isInstanceOf(IllegalArgumentException.class);
    }

    private static SecurityEvent withTargets(int count) {
        SecurityEvent.Builder builder = event();
        IntStream.range(0, count).forEach(number -> builder.target(Target.of("lending", "id" + number)));
        return builder.build();
    }

    private static SecurityEvent withChanges(int count) {
        SecurityEvent.Builder builder = event();
        IntStream.range(0, count).forEach(number -> builder.change("path" + number, "a", "b"));
        return builder.build();
    }

    private static SecurityEvent ofSchema(int version) {
        SecurityEvent made = event().build();
        return new SecurityEvent(
                ID,
                NOW,
                made.action(),
                made.category(),
                made.outcome(),
                null,
                made.severity(),
                List.of(),
                made.context(),
                made.risk(),
                List.of(),
                made.metadata(),
                null,
                null,
                version);
    }

    private static SecurityEvent.Builder event() {
        return SecurityEvent.builder(ID, NOW, Action.of("lending.update"));
    }

    private static Arguments bad(String message, Supplier<Object> maker) {
        return Arguments.of(message, maker);
    }
}
