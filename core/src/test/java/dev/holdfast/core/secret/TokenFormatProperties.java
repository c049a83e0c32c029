package dev.holdfast.core.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class TokenFormatProperties {
    private static final String ALPHABET =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_- \u00e9\u0660\0";
    private final TokenFormat format = TokenFormat.of("hfsu", new SecureRandom());

    @Property
    void mint_parsed_isTheSame(@ForAll long high, @ForAll long low) {
        Token token = format.mint(new UUID(high, low));
        assertThat(format.parse(token.text().exposeText())).contains(token);
        assertThat(token.text().exposeText()).matches("hfsu_[0-9A-Za-z]{22}_[0-9A-Za-z]{49}");
    }

    /** A derived secret is the token's own: nothing of it is lost on the way into the text and back. */
    @Property
    void mint_ofASecret_isReadBackAndTheSameEachTime(
            @ForAll long high, @ForAll long low, @ForAll @Size(32) byte[] bytes) {
        UUID id = new UUID(high, low);
        Token token = format.mint(id, Secret.of(bytes));

        assertThat(TokenFormat.of("hfsu", new SecureRandom()).mint(id, Secret.of(bytes)))
                .isEqualTo(token);
        assertThat(format.parse(token.text().exposeText())).contains(token);
        assertThat(format.secretOf(token)).isEqualTo(Secret.of(bytes));
    }

    @Property
    void mint_ofAnotherSecretOrId_isAnotherToken(
            @ForAll long low, @ForAll @Size(32) byte[] bytes, @ForAll @IntRange(min = 0, max = 31) int at) {
        UUID id = new UUID(7, low);
        byte[] other = bytes.clone();
        other[at] ^= 1;

        Token token = format.mint(id, Secret.of(bytes));
        assertThat(format.mint(id, Secret.of(other))).isNotEqualTo(token);
        assertThat(format.mint(new UUID(8, low), Secret.of(bytes))).isNotEqualTo(token);
    }

    /** All bits clear and all set: the widths hold both ends. */
    @Example
    void mint_ofTheExtremes_hasTheSameWidth() {
        byte[] most = new byte[32];
        Arrays.fill(most, (byte) 0xFF);
        for (byte[] bytes : new byte[][] {new byte[32], most}) {
            for (UUID id : new UUID[] {new UUID(0, 0), new UUID(-1, -1)}) {
                Token token = format.mint(id, Secret.of(bytes));
                assertThat(token.text().exposeText()).matches("hfsu_[0-9A-Za-z]{22}_[0-9A-Za-z]{49}");
                assertThat(format.secretOf(token)).isEqualTo(Secret.of(bytes));
            }
        }
    }

    @Example
    void mint_ofASecretOfAnotherLength_isRefused() {
        for (int length : new int[] {1, 16, 31, 33, 64}) {
            assertThatThrownBy(() -> format.mint(UUID.randomUUID(), Secret.of(new byte[length])))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("got " + length);
        }
    }

    /** Whoever takes another kind's token apart, or one that was never parsed, has made a mistake; nothing is quoted. */
    @Example
    void secretOf_foreignOrBrokenToken_isRefusedWithoutQuotingIt() {
        Token other = TokenFormat.of("hfst", new SecureRandom()).mint(UUID.randomUUID());
        String text = format.mint(UUID.randomUUID()).text().exposeText();
        Token cut = new Token(UUID.randomUUID(), Secret.ofText(text.substring(1)));
        for (Token token : new Token[] {other, cut}) {
            assertThatThrownBy(() -> format.secretOf(token))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("must be of the form hfsu: parse it first")
                    .satisfies(error -> assertThat(error.getMessage())
                            .doesNotContain(token.text().exposeText().substring(28)));
        }
    }

    /** Every position, every character of the alphabet and some from beyond it. */
    @Example
    void parse_anySingleCharacterChanged_isRefused() {
        String token = format.mint(UUID.randomUUID()).text().exposeText();
        for (int at = 0; at < token.length(); at++) {
            for (int letter = 0; letter < ALPHABET.length(); letter++) {
                char other = ALPHABET.charAt(letter);
                if (other != token.charAt(at)) {
                    String changed = token.substring(0, at) + other + token.substring(at + 1);
                    assertThat(format.parse(changed)).as("position %d", at).isEmpty();
                }
            }
        }
    }

    @Example
    void parse_anyLengthButItsOwn_isRefused() {
        String token = format.mint(UUID.randomUUID()).text().exposeText();
        for (int length = 0; length < token.length(); length++) {
            assertThat(format.parse(token.substring(0, length))).isEmpty();
            assertThat(format.parse(token.substring(token.length() - length))).isEmpty();
        }
        assertThat(format.parse(token + "0")).isEmpty();
        assertThat(format.parse(" " + token)).isEmpty();
        assertThat(format.parse(token + "\n")).isEmpty();
        assertThat(format.parse(token.repeat(100_000))).isEmpty();
        assertThat(format.parse(null)).isEmpty();
    }

    @Example
    void parse_anotherKind_isRefused() {
        TokenFormat other = TokenFormat.of("hfst", new SecureRandom());
        assertThat(format.parse(other.mint(UUID.randomUUID()).text().exposeText()))
                .isEmpty();
    }

    @Property
    void parse_neighboursSwapped_isRefused(@ForAll @From("positions") int at) {
        String token = format.mint(UUID.randomUUID()).text().exposeText();
        StringBuilder swapped = new StringBuilder(token);
        swapped.setCharAt(at, token.charAt(at + 1));
        swapped.setCharAt(at + 1, token.charAt(at));
        if (!swapped.toString().equals(token)) {
            assertThat(format.parse(swapped.toString())).isEmpty();
        }
    }

    @Property(tries = 2000)
    void parse_foreignText_neverThrows(@ForAll String text) {
        assertThat(format.parse(text)).isEmpty();
    }

    @Property(tries = 2000)
    void parse_almostRight_neverThrows(@ForAll @From("shaped") String text) {
        assertThat(format.parse(text)).isEmpty();
    }

    /** A number above what the bytes can hold has the right length and alphabet, and still is no token. */
    @Example
    void decode_numberTooLarge_isEmpty() {
        assertThat(Base62.decode("z".repeat(22), 16)).isEmpty();
        assertThat(Base62.decode("z".repeat(43), 32)).isEmpty();
        byte[] most = new byte[16];
        Arrays.fill(most, (byte) 0xFF);
        assertThat(Base62.decode(Base62.encode(most, 22), 16))
                .hasValueSatisfying(read -> assertThat(read).isEqualTo(most));
        assertThatThrownBy(() -> Base62.encode(most, 21)).isInstanceOf(IllegalArgumentException.class);
    }

    @Example
    void of_prefix_isBounded() {
        for (String prefix : new String[] {"", "a", "A1", "1a", "a_b", "abcdefghijklm", "ab\n"}) {
            assertThatThrownBy(() -> TokenFormat.of(prefix, new SecureRandom()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(TokenFormat.of("ab", new SecureRandom())).isNotNull();
        assertThat(TokenFormat.of("abcdefghijkl", new SecureRandom())).isNotNull();
    }

    @Provide
    Arbitrary<Integer> positions() {
        return Arbitraries.integers().between(0, "hfsu".length() + 1 + 22 + 1 + 43 + 6 - 2);
    }

    @Provide
    Arbitrary<String> shaped() {
        Arbitrary<String> word = Arbitraries.strings().withCharRange('0', 'z').ofLength(22);
        Arbitrary<String> tail = Arbitraries.strings().withCharRange('0', 'z').ofLength(49);
        return word.flatMap(id -> tail.map(rest -> "hfsu_" + id + "_" + rest));
    }
}
