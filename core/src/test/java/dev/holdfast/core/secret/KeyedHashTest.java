package dev.holdfast.core.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyedHashTest {
    private static final HexFormat HEX = HexFormat.of();

    /**
     * RFC 4231 §4.2 to §4.5. A key of a ring has 32 bytes and HMAC pads keys with zeros to the block (RFC 2104 §2), so the
     * RFC's shorter keys are given padded; those of §4.7 and §4.8 are longer than a ring takes.
     */
    @ParameterizedTest
    @CsvSource({
        "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b, 4869205468657265,"
                + " b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
        "4a656665, 7768617420646f2079612077616e7420666f72206e6f7468696e673f,"
                + " 5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,"
                + " dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd,"
                + " 773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
        "0102030405060708090a0b0c0d0e0f10111213141516171819,"
                + " cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd,"
                + " 82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
    })
    void tag_specificationsVector_isItsHash(String key, String data, String hash) {
        KeyRing ring = KeyRing.of("test", "k1", padded(key));
        HashTag tag = KeyedHash.of("test", () -> ring).tag(Secret.of(HEX.parseHex(data)));
        assertThat(HEX.formatHex(tag.hash())).isEqualTo(hash);
        assertThat(tag.keyId()).isEqualTo("k1");
    }

    @Test
    void candidates_afterRotation_coverTheOldKeyAndBeginWithTheNew() {
        AtomicReference<KeyRing> ring = new AtomicReference<>(KeyRing.of("test", "k1", padded("01")));
        KeyedHash hash = KeyedHash.of("test", ring::get);
        Secret value = Secret.ofText("value");
        HashTag stored = hash.tag(value);
        ring.set(ring.get().rotate("k2", padded("02")));
        assertThat(hash.candidates(value)).extracting(HashTag::keyId).containsExactly("k2", "k1");
        assertThat(hash.candidates(value)).contains(stored);
        assertThat(hash.tag(value).keyId()).isEqualTo("k2");
        ring.set(ring.get().withStatus("k1", KeyStatus.COMPROMISED));
        assertThat(hash.candidates(value)).doesNotContain(stored).hasSize(1);
    }

    @Test
    void of_ringForAnotherPurpose_isRefused() {
        KeyRing ring = KeyRing.of("session", "k1", padded("01"));
        assertThatThrownBy(() -> KeyedHash.of("step-up", () -> ring))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("key ring must be for 'step-up', got one for 'session': each purpose has keys of its own");
    }

    @Test
    void tag_ringExchangedForAnotherPurpose_isRefused() {
        AtomicReference<KeyRing> ring = new AtomicReference<>(KeyRing.of("step-up", "k1", padded("01")));
        KeyedHash hash = KeyedHash.of("step-up", ring::get);
        ring.set(KeyRing.of("session", "k1", padded("01")));
        assertThatThrownBy(() -> hash.tag(Secret.ofText("value"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hashTag_content_isCopiedComparedAndNotPrinted() {
        byte[] bytes = {1, 2, 3};
        HashTag tag = new HashTag("k1", bytes);
        bytes[0] = 9;
        tag.hash()[0] = 9;
        assertThat(tag).isEqualTo(new HashTag("k1", new byte[] {1, 2, 3})).hasToString("HashTag[keyId=k1]");
        assertThat(tag).isNotEqualTo(new HashTag("k2", new byte[] {1, 2, 3}));
        assertThat(tag).isNotEqualTo(new HashTag("k1", new byte[] {1, 2, 4}));
        assertThat(tag).hasSameHashCodeAs(new HashTag("k1", new byte[] {1, 2, 3}));
    }

    private static Secret padded(String hex) {
        return Secret.of(Arrays.copyOf(HEX.parseHex(hex), Key.LENGTH));
    }
}
