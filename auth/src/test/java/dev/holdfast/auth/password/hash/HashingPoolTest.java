package dev.holdfast.auth.password.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HashingPoolTest {
    private static final long MIB = 1024 * 1024;

    @Test
    void limits_ofAMachine_fitItsProcessorsAndAQuarterOfItsHeap() {
        int memory = Argon2Cost.defaults().memoryKib();
        assertThat(HashingLimits.forMachine(2, 4096 * MIB, memory).lanes()).isEqualTo(2);
        assertThat(HashingLimits.forMachine(16, 256 * MIB, memory).lanes()).isEqualTo(3);
        assertThat(HashingLimits.forMachine(16, 64 * MIB, memory).lanes()).isEqualTo(1);
        assertThat(HashingLimits.forMachine(16, 64 * MIB, 0).lanes()).isEqualTo(16);
    }

    @Test
    void tryRun_manyAtOnce_neverMoreThanTheLanes() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try (HashingPool pool = HashingPool.of(new HashingLimits(3, 100, Duration.ofSeconds(30), 0))) {
            List<Future<Boolean>> runs = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                runs.add(threads.submit(() -> pool.tryRun(lane -> {
                            most.accumulateAndGet(now.incrementAndGet(), Math::max);
                            now.decrementAndGet();
                            return true;
                        })
                        .isPresent()));
            }
            for (Future<Boolean> run : runs) {
                assertThat(run.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(most.get()).isBetween(1, 3);
    }

    @Test
    void tryRun_queueTimeOutPasses_isEmptyAndTheLaneComesBack() throws Exception {
        try (HashingPool pool = HashingPool.of(new HashingLimits(1, 1, Duration.ofMillis(1), 0))) {
            CountDownLatch taken = new CountDownLatch(1);
            CountDownLatch release = new CountDownLatch(1);
            Thread holder = new Thread(() -> {
                var unused = pool.tryRun(lane -> {
                    taken.countDown();
                    return awaited(release);
                });
            });
            holder.start();
            taken.await();
            assertThat(pool.tryRun(lane -> true)).isEmpty();
            release.countDown();
            holder.join();
            assertThat(pool.tryRun(lane -> true)).contains(true);
            assertThat(pool.retryAfter()).isEqualTo(Duration.ofSeconds(1));
        }
    }

    @Test
    void tryRun_workThrows_laneComesBack() {
        try (HashingPool pool = HashingPool.of(new HashingLimits(1, 0, Duration.ofSeconds(1), 0))) {
            assertThatThrownBy(() -> pool.tryRun(lane -> {
                        throw new IllegalStateException("broken");
                    }))
                    .hasMessage("broken");
            assertThat(pool.tryRun(lane -> true)).contains(true);
        }
    }

    @Test
    void tryRun_interruptedCaller_isEmptyAndStaysInterrupted() throws Exception {
        try (HashingPool pool = HashingPool.of(new HashingLimits(1, 1, Duration.ofSeconds(30), 0))) {
            var unused = pool.tryRun(lane -> {
                Thread.currentThread().interrupt();
                assertThat(pool.tryRun(other -> true)).isEmpty();
                assertThat(Thread.interrupted()).isTrue();
                return true;
            });
        }
    }

    @Test
    void tryRun_closed_saysSo() {
        HashingPool pool = HashingPool.of(new HashingLimits(1, 0, Duration.ofSeconds(1), 0));
        pool.close();
        pool.close();
        assertThatThrownBy(() -> pool.tryRun(lane -> true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
