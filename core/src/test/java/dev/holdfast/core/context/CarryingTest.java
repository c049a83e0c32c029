package dev.holdfast.core.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CarryingTest {
    private static final RequestContext ANNA = RequestContext.of(Actor.user("anna"));
    private static final RequestContext BERT = RequestContext.of(Actor.user("bert"));

    private final ExecutorService pool = Executors.newSingleThreadExecutor();

    @AfterEach
    void poolThreadKeepsNothing() throws Exception {
        assertThat(pool.submit(RequestScope::current).get()).isSameAs(RequestContext.none());
        pool.shutdownNow();
    }

    @Test
    void carrying_runnable_seesTheContextOfItsMaker() throws Exception {
        AtomicReference<RequestContext> seen = new AtomicReference<>();
        Runnable work = in(ANNA, () -> RequestScope.carrying(() -> seen.set(RequestScope.current())));
        pool.submit(work).get();
        assertThat(seen).hasValue(ANNA);
    }

    @Test
    void carrying_callableAndSupplier_seeTheContextOfTheirMaker() throws Exception {
        Callable<RequestContext> callable = in(ANNA, () -> RequestScope.carryingCallable(RequestScope::current));
        assertThat(pool.submit(callable).get()).isEqualTo(ANNA);
        Future<RequestContext> supplied = in(
                BERT, () -> CompletableFuture.supplyAsync(RequestScope.carryingSupplier(RequestScope::current), pool));
        assertThat(supplied.get()).isEqualTo(BERT);
    }

    @Test
    void carrying_failingWork_leavesThePoolThreadClean() {
        Callable<String> work = in(
                ANNA,
                () -> RequestScope.carryingCallable(() -> {
                    throw new IllegalArgumentException("work");
                }));
        assertThatThrownBy(() -> pool.submit(work).get()).isInstanceOf(ExecutionException.class);
    }

    @Test
    void carrying_workThatLeavesAScopeOpen_leavesThePoolThreadClean() throws Exception {
        List<RequestScope> leaked = new ArrayList<>();
        pool.submit(in(ANNA, () -> RequestScope.carrying(() -> leaked.add(RequestScope.open(BERT)))))
                .get();
        assertThat(leaked).hasSize(1);
    }

    @Test
    void carrying_noScopeOpen_hidesTheContextOfTheRunningThread() {
        Callable<RequestContext> work = RequestScope.carryingCallable(RequestScope::current);
        assertThat(in(ANNA, work)).isEqualTo(RequestContext.none());
    }

    @Test
    void executor_completableFuture_carriesThroughEveryStage() throws Exception {
        Executor carrying = RequestScope.carrying((Executor) pool);
        CountDownLatch attached = new CountDownLatch(1);
        CompletableFuture<List<RequestContext>> seen = in(ANNA, () -> {
            CompletableFuture<List<RequestContext>> stages = CompletableFuture.supplyAsync(
                            () -> {
                                await(attached);
                                return List.of(RequestScope.current());
                            },
                            carrying)
                    .thenApplyAsync(CarryingTest::withCurrent, carrying)
                    .thenApplyAsync(CarryingTest::withCurrent, carrying);
            attached.countDown();
            return stages;
        });
        assertThat(seen.get()).containsExactly(ANNA, ANNA, ANNA);
    }

    @Test
    void executorService_everyWayIn_carries() throws Exception {
        ExecutorService carrying = RequestScope.carrying(pool);
        assertThat(in(ANNA, () -> carrying.submit(RequestScope::current)).get()).isEqualTo(ANNA);
        assertThat(in(
                                BERT,
                                () -> carrying.invokeAll(List.of(RequestScope::current))
                                        .get(0))
                        .get())
                .isEqualTo(BERT);
        RequestContext any = in(ANNA, () -> carrying.invokeAny(List.of(RequestScope::current)));
        assertThat(any).isEqualTo(ANNA);
        assertThat(carrying.submit(RequestScope::current).get()).isEqualTo(RequestContext.none());
    }

    @Test
    void executorService_lifeCycle_isTheHosts() throws Exception {
        ExecutorService host = Executors.newSingleThreadExecutor();
        ExecutorService carrying = RequestScope.carrying(host);
        assertThat(carrying.isShutdown()).isFalse();
        carrying.shutdown();
        assertThat(host.isShutdown()).isTrue();
        assertThat(carrying.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
        assertThat(carrying.isTerminated()).isTrue();
        assertThat(carrying.shutdownNow()).isEmpty();
    }

    private static List<RequestContext> withCurrent(List<RequestContext> seen) {
        List<RequestContext> more = new ArrayList<>(seen);
        more.add(RequestScope.current());
        return more;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T in(RequestContext context, Callable<T> work) {
        RequestScope scope = RequestScope.open(context);
        try {
            return work.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            scope.close();
        }
    }
}
