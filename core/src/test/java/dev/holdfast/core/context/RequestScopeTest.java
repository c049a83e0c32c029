package dev.holdfast.core.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestScopeTest {
    private static final RequestContext ANNA = RequestContext.of(Actor.user("anna"));
    private static final RequestContext BERT = RequestContext.of(Actor.user("bert"));
    private static final RequestContext CARL = RequestContext.of(Actor.user("carl"));

    @AfterEach
    void nothingIsLeftOpen() {
        assertThat(RequestScope.current()).isSameAs(RequestContext.none());
    }

    @Test
    void current_noScope_isNone() {
        assertThat(RequestScope.current()).isSameAs(RequestContext.none());
    }

    @Test
    void close_nested_givesBackTheContextBefore() {
        try (RequestScope outer = RequestScope.open(ANNA)) {
            try (RequestScope inner = RequestScope.open(BERT)) {
                assertThat(inner).isNotEqualTo(outer);
                assertThat(RequestScope.current()).isEqualTo(BERT);
            }
            assertThat(RequestScope.current()).isEqualTo(ANNA);
        }
    }

    @Test
    void close_outerFirst_closesTheInnerToo() {
        RequestScope outer = RequestScope.open(ANNA);
        RequestScope inner = RequestScope.open(BERT);
        outer.close();
        assertThat(RequestScope.current()).isSameAs(RequestContext.none());
        assertThatCode(inner::close).doesNotThrowAnyException();
    }

    @Test
    void close_twice_leavesAScopeOpenedSinceAlone() {
        RequestScope first = RequestScope.open(ANNA);
        first.close();
        try (RequestScope second = RequestScope.open(BERT)) {
            first.close();
            assertThat(RequestScope.current()).isEqualTo(BERT);
            assertThat(second).isNotNull();
        }
    }

    @Test
    void close_innerAfterItsOuter_leavesAScopeOpenedSinceAlone() {
        RequestScope outer = RequestScope.open(ANNA);
        RequestScope inner = RequestScope.open(BERT);
        outer.close();
        try (RequestScope next = RequestScope.open(CARL)) {
            inner.close();
            assertThat(RequestScope.current()).isEqualTo(CARL);
            assertThat(next).isNotNull();
        }
    }

    @Test
    void close_onAnotherThread_throwsAndChangesNeither() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (RequestScope scope = RequestScope.open(ANNA)) {
            assertThatThrownBy(() -> other.submit(scope::close).get())
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(Thread.currentThread().getName())
                    .hasMessageContaining("carry the context over");
            assertThat(RequestScope.current()).isEqualTo(ANNA);
            assertThat(other.submit(RequestScope::current).get()).isSameAs(RequestContext.none());
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void open_bridgeThrows_leavesNoScope() {
        ScopeBridge failing = context -> {
            throw new IllegalStateException("bridge");
        };
        assertThatThrownBy(() -> RequestScope.open(ANNA, failing)).hasMessage("bridge");
    }
}
