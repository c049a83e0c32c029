package dev.holdfast.core.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RequestContextTest {
    static Stream<Arguments> badInput() {
        return Stream.of(
                bad("id must not be blank", () -> Actor.user(" ")),
                bad("id must have at most 200 characters, got 201", () -> Actor.user("x".repeat(201))),
                bad("name must have at most 200", () -> Actor.user("a").withName("x".repeat(201))),
                bad("sessionId must not be blank", () -> Actor.user("a").withSession("")),
                bad("onBehalfOf must not be blank", () -> Actor.user("a").withOnBehalfOf("")),
                bad("tenantId must not be blank", () -> RequestContext.none().withTenant("")),
                bad(
                        "tenantId must have at most 200",
                        () -> RequestContext.none().withTenant("x".repeat(201))),
                bad("geo must have at most 100", () -> RequestContext.none().withGeo("x".repeat(101))),
                bad(
                        "sourceIp must be an IPv4 or IPv6 literal, got one of 11 characters",
                        () -> RequestContext.none().withClient("example.org", null)),
                bad("correlation id must be 8 to 64", () -> new CorrelationId("x".repeat(7))),
                bad("correlation id must be 8 to 64", () -> new CorrelationId("x".repeat(65))),
                bad("method must have at most 16", () -> http("x".repeat(17), "/", 200)),
                bad("route must have at most 300", () -> http("GET", "x".repeat(301), 200)),
                bad("status must be between 100 and 599, got 99", () -> http("GET", "/", 99)),
                bad("status must be between 100 and 599, got 600", () -> http("GET", "/", 600)),
                bad("duration must not be negative", () -> new HttpCall("GET", "/", null, Duration.ofNanos(-1))),
                bad("flags must be between 0 and 255, got 256", () -> trace(256)),
                bad("flags must be between 0 and 255, got -1", () -> trace(-1)));
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
        assertThatCode(() -> {
                    String longest = "x".repeat(200);
                    Object made = RequestContext.of(Actor.user(longest)
                                    .withName(longest)
                                    .withSession(longest)
                                    .withOnBehalfOf(longest))
                            .withTenant(longest)
                            .withGeo("x".repeat(100))
                            .withCorrelationId(new CorrelationId("x".repeat(64)))
                            .withHttp(http("x".repeat(16), "x".repeat(300), 599));
                    assertThat(made).isNotNull();
                    assertThat(new CorrelationId("x".repeat(8))).isNotNull();
                    assertThat(http("G", "/", 100)).isNotNull();
                    assertThat(new HttpCall("GET", "/", null, Duration.ZERO)).isNotNull();
                })
                .doesNotThrowAnyException();
    }

    @Test
    void userAgent_tooLong_isCutToWholeCharacters() {
        assertThat(agent("x".repeat(512))).hasSize(512).endsWith("x");
        assertThat(agent("x".repeat(513))).hasSize(512);
        assertThat(agent("x".repeat(511) + "\uD83D\uDE00")).hasSize(512).endsWith("x\uFFFD");
    }

    @Test
    void texts_unstorable_areReplaced() {
        RequestContext context = RequestContext.of(Actor.user("a\0b").withName("\uD800"))
                .withTenant("t\0")
                .withClient(null, "agent\0");
        assertThat(context.actor().id()).isEqualTo("a\uFFFDb");
        assertThat(context.actor().name()).isEqualTo("\uFFFD");
        assertThat(context.tenantId()).isEqualTo("t\uFFFD");
        assertThat(context.userAgent()).isEqualTo("agent\uFFFD");
    }

    @Test
    void with_each_changesOneThing() {
        RequestContext full = RequestContext.of(Actor.system("job"))
                .withTenant("acme")
                .withClient("::ffff:192.0.2.1", "curl")
                .withGeo("Graz")
                .withCorrelationId(new CorrelationId("corr-0001"))
                .withTraceParent(trace(0))
                .withHttp(http("GET", "/lending/{id}", 200));
        assertThat(full.withActor(Actor.service("api")))
                .isEqualTo(new RequestContext(
                        Actor.service("api"),
                        "acme",
                        "192.0.2.1",
                        "curl",
                        "Graz",
                        new CorrelationId("corr-0001"),
                        trace(0),
                        http("GET", "/lending/{id}", 200)));
    }

    private static String agent(String text) {
        return RequestContext.none().withClient(null, text).userAgent();
    }

    private static HttpCall http(String method, String route, int status) {
        return new HttpCall(method, route, status, null);
    }

    private static TraceParent trace(int flags) {
        return new TraceParent("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", flags);
    }

    private static Arguments bad(String message, Supplier<Object> maker) {
        return Arguments.of(message, maker);
    }
}
