package dev.holdfast.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JsonProperties {
    @Property(tries = 300)
    void write_read_isTheSame(@ForAll @From("values") Object value) {
        assertThat(Json.read(Json.write(value))).isEqualTo(value);
    }

    @Property(tries = 2000)
    void read_anyText_isReadOrRefused(@ForAll String text) {
        readOrRefused(text);
    }

    @Property(tries = 5000)
    void read_almostJson_isReadOrRefused(@ForAll @From("almostJson") String text) {
        readOrRefused(text);
    }

    @Property
    void clean_anyText_survivesUtf8(@ForAll String text) {
        String clean = Json.clean(text);
        assertThat(new String(clean.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(clean)
                .doesNotContain("\0");
        assertThat(Json.clean(clean)).isSameAs(clean);
    }

    private static void readOrRefused(String text) {
        try {
            Object value = Json.read(text);
            assertThat(Json.read(Json.write(value))).isEqualTo(cleaned(value));
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageStartingWith("JSON must have");
        }
    }

    /** What was read may hold escaped surrogate halves, which writing replaces. */
    private static Object cleaned(Object value) {
        return value instanceof String text ? Json.clean(text) : value;
    }

    @Provide
    Arbitrary<String> almostJson() {
        return Arbitraries.strings()
                .withChars("{}[]\":,0123456789eE+-.truefalsn\\u \n")
                .ofMaxLength(30);
    }

    @Provide
    Arbitrary<Object> values() {
        Arbitrary<Object> leaves = Arbitraries.oneOf(
                Arbitraries.strings().alpha().numeric().withChars("\"\\\n\t\u001F é\u2028"),
                Arbitraries.bigDecimals().between(new BigDecimal("-1e20"), new BigDecimal("1e20")),
                Arbitraries.of(true, false));
        return Arbitraries.recursive(
                () -> leaves,
                inner -> Arbitraries.oneOf(
                        inner.list().ofMaxSize(4),
                        Arbitraries.maps(Arbitraries.strings().alpha().ofMaxLength(5), inner)
                                .ofMaxSize(4)),
                0,
                4);
    }
}
