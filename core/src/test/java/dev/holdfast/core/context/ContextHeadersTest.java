package dev.holdfast.core.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContextHeadersTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";

    private final ContextHeaders headers = ContextHeaders.of(new SecureRandom());

    @Test
    void read_wellFormed_keepsIdAndTraceWithASpanOfItsOwn() {
        RequestContext context =
                headers.read(Map.of("X-Correlation-ID", "corr-0001", "traceparent", PARENT, "User-Agent", "curl")::get);
        assertThat(context.correlationId()).isEqualTo(new CorrelationId("corr-0001"));
        assertThat(context.traceParent().traceId()).isEqualTo(TRACE);
        assertThat(context.traceParent().spanId()).isNotEqualTo("00f067aa0ba902b7");
        assertThat(context.userAgent()).isEqualTo("curl");
        assertThat(context.actor()).isEqualTo(Actor.anonymous());
        assertThat(context.sourceIp()).isNull();
    }

    @Test
    void read_absent_makesNewIds() {
        RequestContext one = headers.read(name -> null);
        RequestContext two = headers.read(name -> null);
        assertThat(one.correlationId()).isNotNull().isNotEqualTo(two.correlationId());
        assertThat(one.traceParent()).isNotNull().isNotEqualTo(two.traceParent());
    }

    @ParameterizedTest
    @CsvSource({
        "short, 00-zz",
        "'with space in it', 00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "'line\nbreak-id', ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "'', ''",
    })
    void read_malformed_makesNewIds(String correlation, String parent) {
        RequestContext context = headers.read(Map.of("X-Correlation-ID", correlation, "traceparent", parent)::get);
        assertThat(context.correlationId().value()).isNotEqualTo(correlation).hasSize(36);
        assertThat(context.traceParent().traceId()).isNotEqualTo(TRACE);
    }

    @Test
    void write_readAgain_isTheSameTrace() {
        Map<String, String> sent = new HashMap<>();
        RequestContext context = headers.read(name -> null);
        headers.write(context, sent::put);
        RequestContext received = headers.read(sent::get);
        assertThat(received.correlationId()).isEqualTo(context.correlationId());
        assertThat(received.traceParent().traceId())
                .isEqualTo(context.traceParent().traceId());
    }

    @Test
    void write_nothingKnown_setsNothing() {
        Map<String, String> sent = new HashMap<>();
        headers.write(RequestContext.none(), sent::put);
        assertThat(sent).isEmpty();
    }
}
