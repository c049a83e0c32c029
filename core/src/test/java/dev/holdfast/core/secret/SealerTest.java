package dev.holdfast.core.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.secret.Sealer.UnsealException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SealerTest {
    private static final Secret PLAIN = Secret.ofText("hunter2-hunter2");
    private static final Binding ROW = Binding.of("acme", "anna", "totp");

    private final SecureRandom random = new SecureRandom();
    private final AtomicReference<KeyRing> ring = new AtomicReference<>(KeyRing.of("totp", "k1", material()));
    private final Sealer sealer = Sealer.of("totp", ring::get, random);

    @Test
    void open_sealed_isThePlain() {
        Sealed sealed = sealer.seal(PLAIN, ROW);
        assertThat(sealer.open(sealed, ROW)).isEqualTo(PLAIN);
        assertThat(sealed.keyId()).isEqualTo("k1");
        assertThat(sealed.bytes()).hasSize(1 + 12 + PLAIN.length() + 16);
    }

    @Test
    void seal_twice_differs() {
        assertThat(sealer.seal(PLAIN, ROW)).isNotEqualTo(sealer.seal(PLAIN, ROW));
    }

    @Test
    void sealRepeatably_sameValueAndRow_isTheSame_andOpens() {
        Sealed sealed = sealer.sealRepeatably(PLAIN, ROW);
        assertThat(sealer.sealRepeatably(PLAIN, ROW)).isEqualTo(sealed);
        assertThat(sealer.open(sealed, ROW)).isEqualTo(PLAIN);
        Sealed other = sealer.sealRepeatably(Secret.ofText("hunter2-hunter3"), ROW);
        Sealed elsewhere = sealer.sealRepeatably(PLAIN, Binding.of("acme", "anna", "other"));
        // The nonces differ, too: one nonce for two values would give both away.
        assertThat(Stream.of(sealed, other, elsewhere)
                        .map(each -> Arrays.toString(Arrays.copyOfRange(each.bytes(), 1, 13)))
                        .distinct())
                .hasSize(3);
    }

    @Test
    void open_anyBitFlipped_isRefused() {
        Sealed sealed = sealer.seal(PLAIN, ROW);
        for (int at = 0; at < sealed.bytes().length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] altered = sealed.bytes();
                altered[at] ^= (byte) (1 << bit);
                Sealed forged = new Sealed("k1", altered);
                assertThatThrownBy(() -> sealer.open(forged, ROW)).isInstanceOf(UnsealException.class);
            }
        }
    }

    @Test
    void open_anyLengthButItsOwn_isRefused() {
        byte[] bytes = sealer.seal(PLAIN, ROW).bytes();
        for (int length = 0; length <= bytes.length + 1; length++) {
            if (length != bytes.length) {
                Sealed cut = new Sealed("k1", Arrays.copyOf(bytes, length));
                assertThatThrownBy(() -> sealer.open(cut, ROW)).isInstanceOf(UnsealException.class);
            }
        }
    }

    static Stream<Arguments> otherRows() {
        return Stream.of(
                Arguments.of(Binding.of("acme", "bert", "totp")),
                Arguments.of(Binding.of("acme", "anna")),
                Arguments.of(Binding.of("acme", "anna", "totp", "")),
                Arguments.of(Binding.of("acme", "annatotp")),
                Arguments.of(Binding.of("acmeanna", "", "totp")),
                Arguments.of(Binding.of("anna", "acme", "totp")),
                Arguments.of(Binding.of("acme", "anna", "TOTP")));
    }

    @ParameterizedTest
    @MethodSource("otherRows")
    void open_inAnotherRow_isRefused(Binding other) {
        Sealed sealed = sealer.seal(PLAIN, ROW);
        assertThatThrownBy(() -> sealer.open(sealed, other))
                .isInstanceOfSatisfying(
                        UnsealException.class,
                        failure -> assertThat(failure.keyId()).isEqualTo("k1"))
                .hasMessage("sealed value for totp under key k1 was altered, or belongs to another row");
    }

    @Test
    void open_unknownKey_isRefused() {
        Sealed foreign = new Sealed("k9", sealer.seal(PLAIN, ROW).bytes());
        assertThatThrownBy(() -> sealer.open(foreign, ROW))
                .hasMessage(
                        "sealed value for totp under key k9 does not open: the key is unknown, retired or compromised");
    }

    @Test
    void open_anotherKeyUnderTheSameId_isRefused() {
        Sealed sealed = sealer.seal(PLAIN, ROW);
        ring.set(KeyRing.of("totp", "k1", material()));
        assertThatThrownBy(() -> sealer.open(sealed, ROW)).isInstanceOf(UnsealException.class);
    }

    @Test
    void open_sameKeyForAnotherPurpose_isRefused() {
        Secret material = material();
        Sealed sealed = Sealer.of("totp", () -> KeyRing.of("totp", "k1", material), random)
                .seal(PLAIN, ROW);
        Sealer other = Sealer.of("export", () -> KeyRing.of("export", "k1", material), random);
        assertThatThrownBy(() -> other.open(sealed, ROW)).isInstanceOf(UnsealException.class);
    }

    @Test
    void of_ringForAnotherPurpose_isRefused() {
        assertThatThrownBy(() -> Sealer.of("export", ring::get, random)).isInstanceOf(IllegalArgumentException.class);
        ring.set(KeyRing.of("export", "k1", material()));
        assertThatThrownBy(() -> sealer.seal(PLAIN, ROW)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void open_afterRotation_stillOpensUntilTheKeyIsGone() {
        Sealed sealed = sealer.seal(PLAIN, ROW);
        ring.set(ring.get().rotate("k2", material()));
        assertThat(sealer.open(sealed, ROW)).isEqualTo(PLAIN);
        for (KeyStatus gone : List.of(KeyStatus.RETIRED, KeyStatus.COMPROMISED)) {
            ring.set(ring.get().withStatus("k1", gone));
            assertThatThrownBy(() -> sealer.open(sealed, ROW)).isInstanceOf(UnsealException.class);
        }
    }

    @Test
    void reseal_underAnOlderKey_movesToTheActiveOne() {
        Sealed sealed = sealer.seal(PLAIN, ROW);
        assertThat(sealer.reseal(sealed, ROW)).isEmpty();
        ring.set(ring.get().rotate("k2", material()));
        Sealed moved = sealer.reseal(sealed, ROW).orElseThrow();
        assertThat(moved.keyId()).isEqualTo("k2");
        assertThat(sealer.open(moved, ROW)).isEqualTo(PLAIN);
        assertThat(sealer.reseal(moved, ROW)).isEmpty();
        assertThatThrownBy(() -> sealer.reseal(sealed, Binding.of("other"))).isInstanceOf(UnsealException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 1000})
    void seal_anyLength_opens(int length) {
        Secret plain = Secret.random(random, length);
        assertThat(sealer.open(sealer.seal(plain, ROW), ROW)).isEqualTo(plain);
    }

    @Test
    void sealed_content_isCopiedComparedAndNotPrinted() {
        byte[] bytes = {1, 2, 3};
        Sealed sealed = new Sealed("k1", bytes);
        bytes[0] = 9;
        sealed.bytes()[0] = 9;
        assertThat(sealed).isEqualTo(new Sealed("k1", new byte[] {1, 2, 3})).hasToString("Sealed[keyId=k1]");
        assertThat(sealed).hasSameHashCodeAs(new Sealed("k1", new byte[] {1, 2, 3}));
    }

    @Test
    void binding_withoutParts_isRefused() {
        assertThatThrownBy(Binding::of).isInstanceOf(IllegalArgumentException.class);
    }

    private Secret material() {
        return Secret.random(random, Key.LENGTH);
    }
}
