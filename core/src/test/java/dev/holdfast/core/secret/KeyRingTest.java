package dev.holdfast.core.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class KeyRingTest {
    private static final KeyRing RING = new KeyRing(
            "test",
            List.of(
                    key("pending", KeyStatus.PENDING),
                    key("active", KeyStatus.ACTIVE),
                    key("retiring", KeyStatus.RETIRING),
                    key("retired", KeyStatus.RETIRED),
                    key("compromised", KeyStatus.COMPROMISED)));

    @ParameterizedTest
    @CsvSource({"pending, true", "active, true", "retiring, true", "retired, false", "compromised, false", "none, false"
    })
    void accepted_status_decides(String id, boolean accepted) {
        assertThat(RING.accepted(id).isPresent()).isEqualTo(accepted);
        assertThat(RING.accepting().stream().anyMatch(key -> key.id().equals(id)))
                .isEqualTo(accepted);
    }

    @Test
    void accepting_activeKey_isFirst() {
        assertThat(RING.accepting()).extracting(Key::id).containsExactly("active", "pending", "retiring");
        assertThat(RING.active().id()).isEqualTo("active");
    }

    @Test
    void rotate_newKey_isActiveAndTheOldOneRetiring() {
        KeyRing rotated = RING.rotate("next", material("next"));
        assertThat(rotated.active().id()).isEqualTo("next");
        assertThat(status(rotated, "active")).isEqualTo(KeyStatus.RETIRING);
        assertThat(status(rotated, "pending")).isEqualTo(KeyStatus.PENDING);
        assertThat(status(rotated, "compromised")).isEqualTo(KeyStatus.COMPROMISED);
        assertThat(RING.active().id()).as("the ring itself").isEqualTo("active");
    }

    /** The life of a key: what may become of it, one step at a time. */
    @ParameterizedTest
    @CsvSource({
        "pending, RETIRED, true",
        "pending, COMPROMISED, true",
        "pending, ACTIVE, false",
        "active, RETIRING, false",
        "active, RETIRED, false",
        "active, COMPROMISED, false",
        "active, ACTIVE, true",
        "retiring, RETIRED, true",
        "retiring, COMPROMISED, true",
        "retiring, ACTIVE, false",
        "retired, RETIRING, true",
        "retired, COMPROMISED, true",
        "compromised, PENDING, false",
        "compromised, RETIRING, false",
        "compromised, RETIRED, false",
        "compromised, ACTIVE, false",
        "compromised, COMPROMISED, true",
        "none, RETIRED, false",
    })
    void withStatus_step_isAllowedOrRefused(String id, KeyStatus next, boolean allowed) {
        if (allowed) {
            assertThat(status(RING.withStatus(id, next), id)).isEqualTo(next);
        } else {
            assertThatThrownBy(() -> RING.withStatus(id, next)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"pending, true", "retiring, true", "active, true", "retired, false", "compromised, false", "none, false"
    })
    void activate_key_isAllowedOrRefused(String id, boolean allowed) {
        if (allowed) {
            KeyRing activated = RING.activate(id);
            assertThat(activated.active().id()).isEqualTo(id);
            assertThat(status(activated, "active"))
                    .isEqualTo(id.equals("active") ? KeyStatus.ACTIVE : KeyStatus.RETIRING);
        } else {
            assertThatThrownBy(() -> RING.activate(id)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void compromised_activeKey_goesThroughARotation() {
        KeyRing ring = RING.rotate("next", material("next")).withStatus("active", KeyStatus.COMPROMISED);
        assertThat(ring.accepted("active")).isEmpty();
        assertThat(ring.active().id()).isEqualTo("next");
    }

    static Stream<Arguments> badRings() {
        Secret same = material("same");
        return Stream.of(
                bad("exactly one active key, got 0", () -> new KeyRing("test", List.of())),
                bad(
                        "exactly one active key, got 2",
                        () -> new KeyRing("test", List.of(key("a", KeyStatus.ACTIVE), key("b", KeyStatus.ACTIVE)))),
                bad(
                        "must not hold an id twice",
                        () -> new KeyRing(
                                "test",
                                List.of(key("a", KeyStatus.ACTIVE), new Key("a", material("x"), KeyStatus.RETIRED)))),
                bad(
                        "must not hold the same material twice",
                        () -> new KeyRing(
                                "test", List.of(Key.active("a", same), new Key("b", same, KeyStatus.PENDING)))),
                bad(
                        "must not hold the same material twice",
                        () -> KeyRing.of("test", "a", same).rotate("b", same)),
                bad("purpose must be lower-case", () -> KeyRing.of("Test", "a", same)),
                bad("purpose must be lower-case", () -> KeyRing.of("x".repeat(65), "a", same)),
                bad("key id must be 1 to 32", () -> Key.active("A", same)),
                bad("key id must be 1 to 32", () -> Key.active("a".repeat(33), same)),
                bad("must have 32 bytes, got 31", () -> Key.active("a", Secret.of(new byte[31]))),
                bad("must have 32 bytes, got 33", () -> Key.active("a", Secret.of(new byte[33]))));
    }

    @ParameterizedTest
    @MethodSource("badRings")
    void made_malformed_isRefused(String message, Supplier<Object> maker) {
        assertThatThrownBy(maker::get)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static KeyStatus status(KeyRing ring, String id) {
        return ring.keys().stream()
                .filter(key -> key.id().equals(id))
                .findFirst()
                .orElseThrow()
                .status();
    }

    private static Key key(String id, KeyStatus status) {
        return new Key(id, material(id), status);
    }

    private static Secret material(String seed) {
        return Secret.ofText((seed + "-".repeat(32)).substring(0, 32));
    }

    private static Arguments bad(String message, Supplier<Object> maker) {
        return Arguments.of(message, maker);
    }
}
