package dev.holdfast.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class AuditCursorProperties {
    @Property
    void cursor_anyPlace_comesBackFromItsText(@ForAll long high, @ForAll long low, @ForAll AuditQuery.Order order) {
        AuditCursor cursor = new AuditCursor(order, new UUID((high & ~0xF000L) | 0x7000L, low));
        assertThat(AuditCursor.parse(cursor.toString())).contains(cursor);
        assertThat(cursor.toString()).matches("[A-Za-z0-9_-]{23}");
    }

    @Property
    void parse_anyText_isEmptyOrThatTextAgain(@ForAll("foreign") String text) {
        AuditCursor.parse(text).ifPresent(cursor -> assertThat(cursor).hasToString(text));
    }

    @Property
    void parse_anyBytes_isEmptyOrThoseBytesAgain(@ForAll @Size(17) byte[] bytes, @ForAll AuditQuery.Order order) {
        bytes[0] = (byte) (order == AuditQuery.Order.NEWEST_FIRST ? 0x10 : 0x11);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        boolean isV7 = new UUID(ByteBuffer.wrap(bytes).getLong(1), 0).version() == 7;
        assertThat(AuditCursor.parse(text).isPresent()).isEqualTo(isV7);
    }

    @Property
    void parse_changedCharacter_neverGivesTheSameCursor(
            @ForAll long low, @ForAll("places") int place, @ForAll("base64") char other) {
        AuditCursor cursor = new AuditCursor(AuditQuery.Order.OLDEST_FIRST, new UUID(0x0199_0000_0000_7000L, low));
        String text = cursor.toString();
        String changed = text.substring(0, place) + other + text.substring(place + 1);
        assertThat(AuditCursor.parse(changed).filter(cursor::equals).isPresent())
                .isEqualTo(changed.equals(text));
    }

    @Example
    void parse_knownMalformed_isEmpty() {
        for (String text : new String[] {
            "",
            " ",
            "null",
            "AAAAAAAAAAAAAAAAAAAAAAA",
            "=".repeat(23),
            "A".repeat(100_000),
            "' or 1=1 --",
            "EAGZ\nAAAAHAAgAAAAAAAAAA",
            "\uFF21".repeat(23)
        }) {
            assertThat(AuditCursor.parse(text))
                    .as(text.substring(0, Math.min(30, text.length())))
                    .isEmpty();
        }
    }

    @Provide
    Arbitrary<String> foreign() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(60),
                Arbitraries.strings().withCharRange('A', 'z').ofLength(23),
                Arbitraries.strings()
                        .alpha()
                        .numeric()
                        .withChars('-', '_', '=')
                        .ofMinLength(20)
                        .ofMaxLength(26),
                Arbitraries.strings().alpha().numeric().ofLength(22).map(rest -> "E" + rest));
    }

    @Provide
    Arbitrary<Integer> places() {
        return Arbitraries.integers().between(0, 22);
    }

    @Provide
    Arbitrary<Character> base64() {
        return Arbitraries.chars().alpha().numeric().with('-', '_');
    }
}
