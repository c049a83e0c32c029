package dev.holdfast.auth.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.auth.address.ClientAddress;
import dev.holdfast.auth.throttle.ThrottleDecision.Allowed;
import dev.holdfast.auth.throttle.ThrottleDecision.Place;
import dev.holdfast.auth.throttle.ThrottleDecision.Refused;
import dev.holdfast.auth.throttle.policy.BucketPolicy;
import dev.holdfast.auth.throttle.policy.ThrottleBucket;
import dev.holdfast.auth.throttle.policy.ThrottlePolicy;
import dev.holdfast.testkit.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link LoginThrottle} must do; extend it and say which throttle. */
public abstract class LoginThrottleContract {
    /** 3 of a pair, 5 of an account with a stop at 12, 3 of a device with a stop at 6, 40 of an address. */
    protected static final ThrottlePolicy SMALL = ThrottlePolicy.defaults()
            .withBucket(ThrottleBucket.PAIR, BucketPolicy.of(3, Duration.ofHours(2)))
            .withBucket(
                    ThrottleBucket.ACCOUNT,
                    BucketPolicy.of(5, Duration.ofDays(1)).withStopAt(12))
            .withBucket(
                    ThrottleBucket.DEVICE,
                    BucketPolicy.of(3, Duration.ofDays(1)).withStopAt(6))
            .withBucket(ThrottleBucket.ADDRESS, BucketPolicy.of(40, Duration.ofMinutes(1)))
            .withBucket(ThrottleBucket.GLOBAL, BucketPolicy.of(60, Duration.ofSeconds(1)))
            .withGlobalShards(1);

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:15.123456Z");
    private static final Duration MICRO = Duration.ofNanos(1000);
    private static final Duration HALF_MINUTE = Duration.ofSeconds(30);
    /** The host's bucket holds sixty, and each takes five. */
    private static final int RACES = 10;

    private static final AtomicInteger NEXT = new AtomicInteger();

    private final MutableClock clock = MutableClock.at(NOW);
    private final AccountName alice = AccountName.of("alice-" + NEXT.incrementAndGet() + "@shop.example");
    private LoginThrottle throttle = LoginThrottle.inMemory(SMALL, clock);

    /** For the children. */
    protected LoginThrottleContract() {}

    /**
     * The throttle under test, empty.
     *
     * @param policy its settings
     * @param time its clock
     * @return a throttle that nobody has used
     */
    protected abstract LoginThrottle throttle(ThrottlePolicy policy, MutableClock time);

    @BeforeEach
    void open() {
        clock.set(NOW);
        throttle = throttle(SMALL, clock);
    }

    @Test
    void attempt_withinTheFreeOnes_isAllowedThenRefusedUntilExactlyTheWaitHasPassed() {
        fail(from("203.0.113.1"), 3);
        assertThat(attempt(from("203.0.113.1"))).isEqualTo(new Refused(HALF_MINUTE));
        clock.advance(HALF_MINUTE.minus(MICRO));
        assertThat(attempt(from("203.0.113.1"))).isEqualTo(new Refused(Duration.ofSeconds(1)));
        clock.advance(MICRO);
        fail(from("203.0.113.1"), 1);
        assertThat(attempt(from("203.0.113.1"))).isEqualTo(new Refused(HALF_MINUTE.multipliedBy(2)));
    }

    @Test
    void attempt_everyWaitSatOut_doublesToAQuarterOfAnHourAndThenStops() {
        fail(from("203.0.113.1"), 3);
        fail(from("203.0.113.2"), 2);
        for (long seconds : List.of(30L, 60L, 120L, 240L, 480L, 900L, 900L)) {
            // Others at each turn, so that it is the account that makes them wait.
            ThrottleKey other = from("198.51.100." + seconds % 250);
            assertThat(attempt(other)).isEqualTo(new Refused(Duration.ofSeconds(seconds)));
            clock.advance(Duration.ofSeconds(seconds));
            fail(from("192.0.2." + NEXT.incrementAndGet() % 250), 1);
        }
        clock.advance(Duration.ofDays(365));
        assertThat(attempt(from("198.51.100.1"))).as("shut").isEqualTo(new Refused(Duration.ofMinutes(15)));
        throttle.reset(alice);
        assertThat(attempt(from("198.51.100.1"))).isInstanceOf(Allowed.class);
    }

    @Test
    void attempt_refusedByOneBucket_takesFromNone() {
        fail(from("203.0.113.1"), 3);
        for (int i = 0; i < 50; i++) {
            assertThat(attempt(from("203.0.113.1"))).isInstanceOf(Refused.class);
        }
        // Five of the account, forty of the address: untouched by the fifty.
        fail(from("203.0.113.2"), 2);
        assertThat(attempt(from("203.0.113.3"))).isInstanceOf(Refused.class);
        for (int i = 0; i < 37; i++) {
            fail(ThrottleKey.of(AccountName.of("other-" + i), address("203.0.113.1")), 1);
        }
        assertThat(attempt(ThrottleKey.of(AccountName.of("one-more"), address("203.0.113.1"))))
                .isInstanceOf(Refused.class);
    }

    @Test
    void succeeded_manyTimes_givesBackItsOwnAndNothingOfOthers() {
        fail(from("203.0.113.1"), 3);
        for (int i = 0; i < 30; i++) {
            throttle.succeeded(allowed(from("198.51.100.1")).ticket());
        }
        fail(from("203.0.113.2"), 2);
        assertThat(attempt(from("203.0.113.3"))).as("five were taken").isInstanceOf(Refused.class);
    }

    @Test
    void succeeded_afterAWait_leavesTheWaitAsThoughItHadNotBeen() {
        fail(from("203.0.113.1"), 3);
        fail(from("203.0.113.2"), 2);
        clock.advance(HALF_MINUTE);
        throttle.succeeded(allowed(from("198.51.100.1")).ticket());
        throttle.succeeded(allowed(from("198.51.100.1")).ticket());
        assertThat(attempt(from("198.51.100.1"))).isInstanceOf(Allowed.class);
    }

    @Test
    void succeeded_withTheLastOneOfAll_opensTheAccountAgain() {
        throttle = throttle(SMALL.withBucket(ThrottleBucket.ACCOUNT, account().withStopAt(6)), clock);
        fail(from("203.0.113.1"), 3);
        fail(from("203.0.113.2"), 2);
        clock.advance(HALF_MINUTE);
        Allowed last = allowed(from("198.51.100.1"));
        assertThat(attempt(from("198.51.100.2"))).isEqualTo(new Refused(Duration.ofMinutes(15)));
        throttle.succeeded(last.ticket());
        assertThat(attempt(from("198.51.100.2"))).isInstanceOf(Allowed.class);
    }

    @Test
    void succeeded_oneTicketTwice_givesBackOnce() {
        fail(from("203.0.113.1"), 3);
        Allowed right = allowed(from("198.51.100.1"));
        throttle.succeeded(right.ticket());
        throttle.succeeded(right.ticket());
        fail(from("203.0.113.2"), 2);
        assertThat(attempt(from("203.0.113.3"))).isInstanceOf(Refused.class);
    }

    @Test
    void succeeded_afterTheBucketWasEmptied_givesNothingBack() {
        Allowed reset = allowed(from("203.0.113.1"));
        throttle.reset(alice);
        fail(from("203.0.113.1"), 3);
        throttle.succeeded(reset.ticket());
        assertThat(attempt(from("203.0.113.1"))).as("after a reset").isInstanceOf(Refused.class);

        ThrottleKey bob = ThrottleKey.of(AccountName.of("bob"), address("203.0.113.9"));
        Allowed forgotten = allowed(bob);
        clock.advance(Duration.ofHours(2));
        fail(bob, 3);
        throttle.succeeded(forgotten.ticket());
        assertThat(attempt(bob)).as("after its failure was forgotten").isInstanceOf(Refused.class);
    }

    @Test
    void succeeded_ticketOfAnotherThrottle_throws() {
        Allowed other = (Allowed) LoginThrottle.inMemory(SMALL, clock).attempt(from("203.0.113.1"));
        assertThatThrownBy(() -> throttle.succeeded(other.ticket()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("ticket must be one of this throttle's own");
    }

    @Test
    void attempt_accountShutByStrangers_stillAllowsAKnownDevice() {
        shut();
        ThrottleKey known = from("203.0.113.1").withDevice("laptop");
        for (int i = 0; i < 20; i++) {
            throttle.succeeded(allowed(known).ticket());
        }
        fail(known, 3);
        assertThat(attempt(known)).as("the device's own budget").isEqualTo(new Refused(HALF_MINUTE));
        assertThat(attempt(from("203.0.113.1").withDevice("phone"))).isInstanceOf(Allowed.class);
        ThrottleKey foreign = ThrottleKey.of(AccountName.of("bob"), address("203.0.113.1"));
        assertThat(attempt(foreign.withDevice("laptop")))
                .as("of another account")
                .isInstanceOf(Allowed.class);
    }

    @Test
    void attempt_afterAResetUnderAttack_isAllowedByTheResetsOwnId() {
        shut();
        throttle.reset(alice);
        // The attacker is faster than the victim, again and again.
        fail(from("203.0.113.1"), 3);
        fail(from("203.0.113.2"), 2);
        assertThat(attempt(from("198.51.100.1"))).isInstanceOf(Refused.class);
        assertThat(attempt(from("198.51.100.1").withDevice("reset-7f3a"))).isInstanceOf(Allowed.class);
    }

    @Test
    void reset_ofABlankName_leavesWhatAccountsShareCounted() {
        for (int i = 0; i < 40; i++) {
            fail(ThrottleKey.of(AccountName.of("name-" + i), address("203.0.113.1")), 1);
        }
        throttle.reset(AccountName.of(""));
        throttle.reset(AccountName.of("name-1"));
        assertThat(attempt(from("203.0.113.1"))).as("forty of the address").isInstanceOf(Refused.class);
    }

    @Test
    void attempt_otherSpellingsOfAName_shareItsBudget() {
        List<String> spellings =
                List.of("Strasse", "stra\u00DFe", " STRASSE ", "ｓｔｒａｓｓｅ", "stra\u200Bsse", "\u017FTRA\u00ADSSE");
        for (String spelling : spellings.subList(0, 3)) {
            fail(ThrottleKey.of(AccountName.of(spelling), address("203.0.113.1")), 1);
        }
        for (String spelling : spellings) {
            assertThat(attempt(ThrottleKey.of(AccountName.of(spelling), address("203.0.113.1"))))
                    .as(spelling)
                    .isInstanceOf(Refused.class);
        }
        assertThat(attempt(ThrottleKey.of(new AccountName("t2", "strasse"), address("203.0.113.1"))))
                .as("another tenant's")
                .isInstanceOf(Allowed.class);
    }

    @Test
    void attempt_overLongNames_shareOneBudget() {
        for (int i = 0; i < 3; i++) {
            fail(ThrottleKey.of(AccountName.of("x".repeat(100_000) + i), address("203.0.113.1")), 1);
        }
        assertThat(attempt(ThrottleKey.of(AccountName.of("y".repeat(321)), address("203.0.113.1"))))
                .isInstanceOf(Refused.class);
        assertThat(attempt(ThrottleKey.of(AccountName.of("y".repeat(320)), address("203.0.113.1"))))
                .isInstanceOf(Allowed.class);
    }

    @Test
    void attempt_addressesOfOneIpv6Network_shareItsBudget() {
        fail(from("2001:db8:0:1::1"), 1);
        fail(from("2001:db8:0:1:ffff::2"), 1);
        fail(from("2001:db8:0:1:1:2:3:4"), 1);
        assertThat(attempt(from("2001:db8:0:1::99"))).isInstanceOf(Refused.class);
        assertThat(attempt(from("2001:db8:0:2::1"))).isInstanceOf(Allowed.class);
        fail(from("198.51.100.1"), 1);
        assertThat(attempt(from("::ffff:203.0.113.1"))).as("the account's five").isInstanceOf(Refused.class);
    }

    @Test
    void attempt_aFailureForgotten_isAllowedOnceMore() {
        fail(from("203.0.113.1"), 3);
        // The wait is over long before; what counts is that two failures are held again, not three.
        clock.advance(Duration.ofHours(2));
        fail(from("203.0.113.1"), 1);
        assertThat(attempt(from("203.0.113.1"))).isEqualTo(new Refused(HALF_MINUTE));

        throttle.reset(alice);
        fail(from("203.0.113.1"), 3);
        clock.advance(Duration.ofHours(2).minus(MICRO));
        fail(from("203.0.113.1"), 1);
        assertThat(attempt(from("203.0.113.1"))).isEqualTo(new Refused(HALF_MINUTE.multipliedBy(2)));
    }

    @Test
    void attempt_clockSetBack_givesNoBudgetAndShutsNobodyOutForLong() {
        fail(from("203.0.113.1"), 3);
        clock.set(NOW.minus(Duration.ofSeconds(5)));
        assertThat(attempt(from("203.0.113.1"))).as("as by a node behind").isInstanceOf(Refused.class);
        clock.set(NOW.minus(Duration.ofDays(3)));
        fail(from("203.0.113.1"), 1);
        assertThat(attempt(from("203.0.113.1"))).isEqualTo(new Refused(HALF_MINUTE.multipliedBy(2)));
        clock.advance(HALF_MINUTE.multipliedBy(2));
        assertThat(attempt(from("203.0.113.1"))).isInstanceOf(Allowed.class);
    }

    @Test
    void attempt_withACountry_tellsWhetherItIsNewToTheAccount() {
        ThrottleKey swiss = from("203.0.113.1").withCountry("CH");
        assertThat(allowed(from("203.0.113.1")).place()).isEqualTo(Place.NOT_GIVEN);
        assertThat(allowed(swiss).place()).isEqualTo(Place.FIRST);
        assertThat(allowed(from("203.0.113.2").withCountry("CH")).place())
                .as("an attempt alone is remembered by nobody")
                .isEqualTo(Place.FIRST);
        throttle.remember(swiss);
        assertThat(allowed(from("203.0.113.3").withCountry("CH")).place()).isEqualTo(Place.KNOWN);
        assertThat(allowed(from("203.0.113.3").withCountry("JP")).place()).isEqualTo(Place.NEW);
        clock.advance(SMALL.placeMemory());
        assertThat(allowed(from("203.0.113.3").withDevice("laptop").withCountry("CH"))
                        .place())
                .isEqualTo(Place.FIRST);
    }

    /** Several accounts one after the other, since what has no lock meets by chance alone. */
    @Test
    void attempt_manyAtOnce_areAllowedUpToTheBudget() throws Exception {
        int contenders = 24;
        ExecutorService threads = Executors.newFixedThreadPool(contenders);
        try {
            for (int round = 0; round < RACES; round++) {
                AccountName account = AccountName.of("racer-" + NEXT.incrementAndGet());
                CyclicBarrier start = new CyclicBarrier(contenders);
                List<Future<ThrottleDecision>> running = IntStream.range(0, contenders)
                        .mapToObj(i -> threads.submit(() -> {
                            int unused = start.await();
                            return attempt(ThrottleKey.of(account, address("203.0.113." + i)));
                        }))
                        .toList();
                int allowed = 0;
                for (Future<ThrottleDecision> end : running) {
                    allowed += end.get() instanceof Allowed ? 1 : 0;
                }
                assertThat(allowed).isEqualTo(5);
            }
        } finally {
            List<Runnable> unused = threads.shutdownNow();
        }
    }

    private void shut() {
        throttle = throttle(SMALL.withBucket(ThrottleBucket.ACCOUNT, account().withStopAt(6)), clock);
        fail(from("203.0.113.1"), 3);
        fail(from("203.0.113.2"), 2);
        clock.advance(HALF_MINUTE);
        fail(from("203.0.113.3"), 1);
        clock.advance(Duration.ofDays(30));
        assertThat(attempt(from("203.0.113.4"))).isInstanceOf(Refused.class);
    }

    private static BucketPolicy account() {
        return SMALL.bucket(ThrottleBucket.ACCOUNT);
    }

    private ThrottleKey from(String literal) {
        return ThrottleKey.of(alice, address(literal));
    }

    private static ClientAddress address(String literal) {
        return ClientAddress.parse(literal).orElseThrow();
    }

    private ThrottleDecision attempt(ThrottleKey key) {
        return throttle.attempt(key);
    }

    @CanIgnoreReturnValue
    private Allowed allowed(ThrottleKey key) {
        ThrottleDecision decision = attempt(key);
        assertThat(decision).isInstanceOf(Allowed.class);
        return (Allowed) decision;
    }

    private void fail(ThrottleKey key, int times) {
        for (int i = 0; i < times; i++) {
            allowed(key);
        }
    }
}
