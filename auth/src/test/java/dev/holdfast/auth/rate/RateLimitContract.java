package dev.holdfast.auth.rate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.address.ClientAddress;
import dev.holdfast.auth.rate.RateDecision.Allowed;
import dev.holdfast.auth.rate.RateDecision.Cause;
import dev.holdfast.auth.rate.RateDecision.Limited;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link RateLimit} promises. A subclass hands in one for a policy, and moves the time it sees. */
public abstract class RateLimitContract {
    private static final RatePolicy POLICY =
            RatePolicy.perMinute("contract", 100).withBurst(20);
    private static final Duration ONE = Duration.ofMillis(600);
    private static final Duration TICK = Duration.ofMillis(1);

    /**
     * A limit that nothing has been counted in.
     *
     * @param policy its settings
     * @return the limit
     */
    protected abstract RateLimit limit(RatePolicy policy);

    /**
     * Moves the time that the limits see.
     *
     * @param amount how far
     */
    protected abstract void advance(Duration amount);

    @Test
    void check_burst_passesAndTheNextDoesNot() {
        RateLimit limit = limit(POLICY);
        String key = newKey();
        for (int left = 19; left >= 0; left--) {
            assertThat(limit.check(key)).isEqualTo(new Allowed(left));
        }
        assertThat(limit.check(key)).isEqualTo(new Limited(ONE, Cause.SPENT));
    }

    @Test
    void check_atTheTimeTold_passesAndBeforeItDoesNot() {
        RateLimit limit = limit(POLICY);
        String key = newKey();
        assertThat(passing(limit, key, 21)).isEqualTo(20);

        advance(ONE.minus(TICK));
        assertThat(limit.check(key)).isEqualTo(new Limited(TICK, Cause.SPENT));
        advance(TICK);
        assertThat(limit.check(key)).isEqualTo(new Allowed(0));
        assertThat(limit.check(key)).isEqualTo(new Limited(ONE, Cause.SPENT));
    }

    @Test
    void check_refused_isNotCounted() {
        RateLimit limit = limit(POLICY);
        String key = newKey();
        assertThat(passing(limit, key, 100)).isEqualTo(20);
        advance(ONE);
        assertThat(passing(limit, key, 2)).isEqualTo(1);
    }

    @Test
    void check_afterAnyPause_passesNoMoreThanTheBurst() {
        RateLimit limit = limit(POLICY);
        String key = newKey();
        assertThat(passing(limit, key, 20)).isEqualTo(20);
        // One too few to be full, then exactly full, then long after.
        advance(ONE.multipliedBy(20).minus(TICK));
        assertThat(passing(limit, key, 25)).isEqualTo(19);
        advance(ONE.multipliedBy(20));
        assertThat(passing(limit, key, 25)).isEqualTo(20);
        advance(Duration.ofHours(1));
        assertThat(passing(limit, key, 25)).isEqualTo(20);
    }

    /** The burst, and what has been filled in since: in any minute no more than 120. */
    @Test
    void check_constantFlood_passesTheRateAndOneBurst() {
        RateLimit limit = limit(POLICY);
        String key = newKey();
        int passed = 0;
        for (int i = 0; i <= 600; i++) {
            passed += passing(limit, key, 1);
            advance(Duration.ofMillis(100));
        }
        assertThat(passed).isEqualTo(120);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a", "A", "\u0000", "'; DROP TABLE x; --", "\uD800", "ü", "{0}", "%s"})
    void check_anyText_isAKeyOfItsOwn(String text) {
        RateLimit limit = limit(POLICY.withBurst(1));
        String salt = newKey();
        assertThat(limit.check(text + salt)).isInstanceOf(Allowed.class);
        assertThat(limit.check(text + salt)).isInstanceOf(Limited.class);
        assertThat(limit.check(text + salt + "x")).isInstanceOf(Allowed.class);
        String same = text + "x".repeat(10_000) + salt;
        assertThat(limit.check(same)).isInstanceOf(Allowed.class);
        assertThat(limit.check(same)).isInstanceOf(Limited.class);
        assertThat(limit.check(same + "y")).isInstanceOf(Allowed.class);
    }

    @Test
    void check_keysThatDifferInCase_haveABudgetEach() {
        RateLimit limit = limit(POLICY.withBurst(1));
        String key = newKey();
        assertThat(limit.check("k" + key)).isInstanceOf(Allowed.class);
        assertThat(limit.check("K" + key)).isInstanceOf(Allowed.class);
    }

    @Test
    void check_addressesOfOneIpv6Network_shareABudget() {
        RateLimit limit = limit(POLICY.withBurst(1));
        assertThat(limit.check(address("2001:db8:1:2::1"))).isInstanceOf(Allowed.class);
        assertThat(limit.check(address("2001:db8:1:2:ffff::"))).isInstanceOf(Limited.class);
        assertThat(limit.check(address("2001:db8:1:3::1"))).isInstanceOf(Allowed.class);
        assertThat(limit.check(address("203.0.113.7"))).isInstanceOf(Allowed.class);
        assertThat(limit.check(address("::ffff:203.0.113.7"))).isInstanceOf(Limited.class);
        assertThat(limit.check(address("203.0.113.8"))).isInstanceOf(Allowed.class);
    }

    @Test
    void check_manyThreadsAtOnce_passNoMoreThanTheBurst() throws Exception {
        RateLimit limit = limit(POLICY.withBurst(7));
        String key = newKey();
        int threads = 24;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier barrier = new CyclicBarrier(threads);
            Callable<Integer> work = () -> {
                int unused = barrier.await();
                return passing(limit, key, 1);
            };
            List<Future<Integer>> ends = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                ends.add(pool.submit(work));
            }
            int passed = 0;
            for (Future<Integer> end : ends) {
                passed += end.get();
            }
            assertThat(passed).isEqualTo(7);
        } finally {
            pool.shutdownNow();
        }
    }

    /**
     * How many of some requests in a row pass.
     *
     * @param limit the limit
     * @param key who makes them
     * @param requests how many
     * @return how many pass
     */
    protected static int passing(RateLimit limit, String key, int requests) {
        int passed = 0;
        for (int i = 0; i < requests; i++) {
            passed += limit.check(key).fold(allowed -> 1, limited -> 0);
        }
        return passed;
    }

    private static String newKey() {
        return UUID.randomUUID().toString();
    }

    private static ClientAddress address(String literal) {
        return ClientAddress.parse(literal).orElseThrow();
    }
}
