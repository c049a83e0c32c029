package dev.holdfast.core.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * What {@link RequestScope} relies on in a {@link ScopeBridge}: each thread shows its own request, and afterwards what it
 * showed before. Hosts run it on theirs.
 */
public abstract class ScopeBridgeContract {
    private static final RequestContext ANNA =
            RequestContext.of(Actor.user("anna")).withTenant("acme").withCorrelationId(new CorrelationId("corr-anna"));
    private static final RequestContext BERT =
            RequestContext.of(Actor.user("bert")).withTenant("blue").withCorrelationId(new CorrelationId("corr-bert"));

    /** Gives the bridge; all of them show in the same place. */
    protected abstract ScopeBridge bridge();

    /** Gives what this thread shows now, as a text: two requests of other ids are told apart by it. */
    protected abstract String shown();

    @Test
    void show_context_isShownUntilPutBack() {
        String before = shown();
        Runnable restorer = bridge().show(ANNA);
        assertThat(shown()).isNotEqualTo(before);
        restorer.run();
        assertThat(shown()).isEqualTo(before);
    }

    @Test
    void show_nested_putsBackTheOuterOne() {
        String before = shown();
        Runnable outer = bridge().show(ANNA);
        String anna = shown();
        Runnable inner = bridge().show(BERT);
        assertThat(shown()).isNotEqualTo(anna);
        inner.run();
        assertThat(shown()).isEqualTo(anna);
        outer.run();
        assertThat(shown()).isEqualTo(before);
    }

    @Test
    void show_contextWithoutIds_doesNotGoOnShowingThoseOfAnotherRequest() {
        Runnable none = bridge().show(RequestContext.none());
        String nobody = shown();
        none.run();
        Runnable outer = bridge().show(ANNA);
        Runnable inner = bridge().show(RequestContext.none());
        assertThat(shown()).isEqualTo(nobody);
        inner.run();
        outer.run();
    }

    @Test
    void show_idsThatAClientChose_throwsNothingAndIsPutBack() {
        String before = shown();
        Runnable restorer = bridge().show(RequestContext.of(Actor.user("eve\r\nadmin\u2028\u0001"))
                .withTenant("a b;c=\"d\""));
        assertThat(shown()).isNotEqualTo(before).doesNotContain("\n", "\r", "\u2028");
        restorer.run();
        assertThat(shown()).isEqualTo(before);
    }

    @Test
    void show_otherThread_showsNothingOfIt() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            String before = on(other);
            Runnable restorer = bridge().show(ANNA);
            assertThat(on(other)).isEqualTo(before);
            Runnable theirs = other.submit(() -> bridge().show(BERT)).get();
            String bert = on(other);
            restorer.run();
            assertThat(on(other)).isEqualTo(bert).isNotEqualTo(before);
            Future<?> unused = other.submit(theirs);
            assertThat(on(other)).isEqualTo(before);
        } finally {
            other.shutdownNow();
        }
    }

    private String on(ExecutorService thread) throws Exception {
        return thread.submit(this::shown).get();
    }
}
