package dev.holdfast.auth.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.address.ClientAddress;
import dev.holdfast.auth.throttle.ThrottleDecision.Allowed;
import dev.holdfast.auth.throttle.policy.ThrottlePolicy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** The statements and the arithmetic in memory are two hands' work on one rule: they must never differ. */
class ThrottleTwinProperties {
    private static final ThrottlePolicy POLICY = LoginThrottleContract.SMALL.withSprayAccounts(2);

    private static ThrottleFixture fixture;

    /** One step: time passes (or the clock is set back), somebody tries, and perhaps is right, now or a step later. */
    record Step(Duration later, ThrottleKey key, Ending ending) {}

    enum Ending {
        WRONG,
        RIGHT,
        RIGHT_LATER,
        RESET
    }

    @BeforeContainer
    static void open() throws SQLException {
        fixture = new ThrottleFixture();
    }

    @AfterContainer
    static void close() {
        fixture.close();
    }

    @Property(tries = 25, shrinking = ShrinkingMode.OFF)
    void attempt_anySteps_areDecidedAlikeInBothForms(@ForAll("steps") List<Step> steps) {
        fixture.empty();
        fixture.clock.set(ThrottleFixture.NOW);
        LoginThrottle rows = LoginThrottle.of(fixture.setup(POLICY));
        LoginThrottle memory = LoginThrottle.inMemory(POLICY, fixture.clock);
        List<Runnable> later = new ArrayList<>();
        for (Step step : steps) {
            fixture.clock.set(fixture.clock.instant().plus(step.later()));
            ThrottleDecision one = rows.attempt(step.key());
            ThrottleDecision other = memory.attempt(step.key());
            assertThat(answer(one)).as("%s", step).isEqualTo(answer(other));
            later.forEach(Runnable::run);
            later.clear();
            end(step, rows, one, later);
            end(step, memory, other, later);
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Duration> pauses = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.just(Duration.ZERO)),
                Tuple.of(
                        4,
                        Arbitraries.of(
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(30),
                                Duration.ofSeconds(61),
                                Duration.ofMinutes(15),
                                Duration.ofHours(2),
                                Duration.ofDays(1))),
                Tuple.of(1, Arbitraries.of(Duration.ofSeconds(-5), Duration.ofHours(-3))));
        Arbitrary<AccountName> accounts = Arbitraries.of("alice", "bob").map(AccountName::of);
        Arbitrary<ClientAddress> addresses = Arbitraries.of("203.0.113.1", "203.0.113.2", "2001:db8::1")
                .map(literal -> ClientAddress.parse(literal).orElseThrow());
        Arbitrary<ThrottleKey> strangers =
                Combinators.combine(accounts, addresses).as(ThrottleKey::of);
        Arbitrary<ThrottleKey> keys = Arbitraries.frequencyOf(
                Tuple.of(5, strangers), Tuple.of(1, strangers.map(key -> key.withDevice("laptop"))));
        Arbitrary<Ending> endings = Arbitraries.frequency(
                Tuple.of(12, Ending.WRONG),
                Tuple.of(4, Ending.RIGHT),
                Tuple.of(3, Ending.RIGHT_LATER),
                Tuple.of(1, Ending.RESET));
        return Combinators.combine(pauses, keys, endings).as(Step::new).list().ofSize(60);
    }

    private static String answer(ThrottleDecision decision) {
        return decision.fold(allowed -> "allowed", retryAfter -> "retry after " + retryAfter);
    }

    private static void end(Step step, LoginThrottle throttle, ThrottleDecision decision, List<Runnable> later) {
        if (step.ending() == Ending.RESET) {
            throttle.reset(step.key().account());
        } else if (decision instanceof Allowed allowed && step.ending() == Ending.RIGHT) {
            throttle.succeeded(allowed.ticket());
        } else if (decision instanceof Allowed allowed && step.ending() == Ending.RIGHT_LATER) {
            later.add(() -> throttle.succeeded(allowed.ticket()));
        }
    }
}
