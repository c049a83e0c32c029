package dev.holdfast.core.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class TraceParentProperties {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";
    private final SecureRandom random = new SecureRandom();

    @Property
    void header_parsed_isTheSame(@ForAll @IntRange(max = 255) int flags) {
        TraceParent made = new TraceParent(TRACE, SPAN, flags);
        assertThat(TraceParent.parse(made.header())).contains(made);
        assertThat(made.header()).hasSize(55);
    }

    @Example
    void generate_anyTime_isParsed() {
        TraceParent made = TraceParent.generate(random);
        assertThat(TraceParent.parse(made.header())).contains(made);
        assertThat(made.child(random)).satisfies(child -> {
            assertThat(child.traceId()).isEqualTo(made.traceId());
            assertThat(child.spanId()).isNotEqualTo(made.spanId());
        });
    }

    @Property(tries = 2000)
    void parse_foreignText_neverThrows(@ForAll String text) {
        assertThat(TraceParent.parse(text)).isEmpty();
        assertThat(CorrelationId.parse(text).map(CorrelationId::value)).isIn(Optional.empty(), Optional.of(text));
    }

    @Property(tries = 2000)
    void parse_almostRight_neverThrows(@ForAll @From("nearHeaders") String text) {
        TraceParent.parse(text)
                .ifPresent(parsed ->
                        assertThat(text.substring(3)).startsWith(parsed.header().substring(3)));
    }

    @Provide
    Arbitrary<String> nearHeaders() {
        return Arbitraries.strings()
                .withChars("0123456789abcdefF-g ")
                .ofMinLength(50)
                .ofMaxLength(60);
    }

    /** W3C Trace Context, Level 1, §3.2.2 and §4.3. */
    @Example
    void parse_specification_isKept() {
        assertThat(TraceParent.parse("00-" + TRACE + "-" + SPAN + "-01")).isPresent();
        assertThat(TraceParent.parse("00-" + TRACE + "-" + SPAN + "-01-more"))
                .as("version 00 has four parts")
                .isEmpty();
        assertThat(TraceParent.parse("01-" + TRACE + "-" + SPAN + "-01-more"))
                .as("a later version")
                .isPresent();
        assertThat(TraceParent.parse("01-" + TRACE + "-" + SPAN + "-01.more")).isEmpty();
        assertThat(TraceParent.parse("ff-" + TRACE + "-" + SPAN + "-01"))
                .as("version ff")
                .isEmpty();
        assertThat(TraceParent.parse("00-" + "0".repeat(32) + "-" + SPAN + "-01"))
                .as("no trace")
                .isEmpty();
        assertThat(TraceParent.parse("00-" + TRACE + "-" + "0".repeat(16) + "-01"))
                .as("no span")
                .isEmpty();
        assertThat(TraceParent.parse(("00-" + TRACE + "-" + SPAN + "-01").toUpperCase(Locale.ROOT)))
                .as("upper case")
                .isEmpty();
        assertThat(TraceParent.parse(null)).isEmpty();
        assertThat(TraceParent.parse("01-" + TRACE + "-" + SPAN + "-01-" + "x".repeat(456)))
                .as("512")
                .isPresent();
        assertThat(TraceParent.parse("01-" + TRACE + "-" + SPAN + "-01-" + "x".repeat(457)))
                .as("513")
                .isEmpty();
    }
}
