package dev.holdfast.core.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class MdcBridgeTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";
    private static final RequestContext FULL = RequestContext.of(Actor.user("anna"))
            .withTenant("acme")
            .withCorrelationId(new CorrelationId("corr-0001"))
            .withTraceParent(new TraceParent(TRACE, SPAN, 1));

    @BeforeEach
    @AfterEach
    void clearMdc() {
        MDC.clear();
    }

    @Test
    void open_withBridge_showsTheIds() {
        try (RequestScope scope = RequestScope.open(FULL, MdcBridge.standard())) {
            assertThat(scope).isNotNull();
            assertThat(MDC.getCopyOfContextMap())
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "correlation_id", "corr-0001",
                            "trace_id", TRACE,
                            "span_id", SPAN,
                            "tenant_id", "acme",
                            "actor_id", "anna"));
        }
        assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
    }

    @Test
    void open_withoutBridge_showsNothing() {
        try (RequestScope scope = RequestScope.open(FULL)) {
            assertThat(scope).isNotNull();
            assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
        }
    }

    @Test
    void close_hostHadSetAKey_putsItBack() {
        MDC.put(MdcBridge.CORRELATION_ID, "the host's");
        MDC.put("other", "untouched");
        try (RequestScope scope = RequestScope.open(FULL, MdcBridge.standard())) {
            assertThat(scope).isNotNull();
            assertThat(MDC.get(MdcBridge.CORRELATION_ID)).isEqualTo("corr-0001");
        }
        assertThat(MDC.getCopyOfContextMap())
                .containsExactlyInAnyOrderEntriesOf(Map.of("correlation_id", "the host's", "other", "untouched"));
    }

    @Test
    void open_nestedWithoutBridge_keepsTheBridgeAround() {
        try (RequestScope outer = RequestScope.open(FULL, MdcBridge.standard())) {
            assertThat(outer).isNotNull();
            try (RequestScope inner = RequestScope.open(RequestContext.of(Actor.user("bert")))) {
                assertThat(inner).isNotNull();
                assertThat(MDC.getCopyOfContextMap()).containsExactly(Map.entry("actor_id", "bert"));
            }
            assertThat(MDC.get(MdcBridge.ACTOR_ID)).isEqualTo("anna");
            assertThat(MDC.get(MdcBridge.TENANT_ID)).isEqualTo("acme");
        }
        assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
    }

    @Test
    void close_outerFirst_restoresWhatWasThereBeforeBoth() {
        RequestScope outer = RequestScope.open(FULL, MdcBridge.standard());
        RequestScope inner = RequestScope.open(RequestContext.of(Actor.user("bert")));
        outer.close();
        inner.close();
        assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
    }

    @Test
    void carrying_otherThread_showsTheIdsThereAndCleansUp() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        // The JDK adapter's map is inherited by threads begun later: the pool's thread is begun first.
        pool.submit(() -> {}).get();
        try (RequestScope scope = RequestScope.open(FULL, MdcBridge.standard())) {
            assertThat(scope).isNotNull();
            assertThat(RequestScope.carrying(pool)
                            .submit(() -> MDC.get("actor_id"))
                            .get())
                    .isEqualTo("anna");
            assertThat(pool.submit(MDC::getCopyOfContextMap).get()).isNullOrEmpty();
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void open_idWithLineBreaks_cannotBeginALogLine() {
        RequestContext forged = RequestContext.of(Actor.user("anna\r\n2026-01-01 INFO all is well\u2028x"));
        try (RequestScope scope = RequestScope.open(forged, MdcBridge.standard())) {
            assertThat(scope).isNotNull();
            assertThat(MDC.get(MdcBridge.ACTOR_ID)).isEqualTo("anna??2026-01-01 INFO all is well?x");
        }
    }

    @Test
    void open_anonymous_showsNoActor() {
        try (RequestScope scope = RequestScope.open(RequestContext.none(), MdcBridge.standard())) {
            assertThat(scope).isNotNull();
            assertThat(MDC.get(MdcBridge.ACTOR_ID)).isNull();
        }
    }
}
