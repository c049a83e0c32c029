package dev.holdfast.auth.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.throttle.ThrottleDecision.Allowed;
import dev.holdfast.auth.throttle.policy.BucketPolicy;
import dev.holdfast.auth.throttle.policy.ThrottleBucket;
import dev.holdfast.auth.throttle.policy.ThrottlePolicy;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.secret.KeyRing;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.testkit.race.Contender;
import dev.holdfast.testkit.race.Isolation;
import dev.holdfast.testkit.race.Race;
import dev.holdfast.testkit.race.RaceReport;
import dev.holdfast.testkit.race.Rounds;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is counted here are password checks, not commits: a hash that was computed was a guess. */
class ThrottleRaceTest {
    private static final int CONTENDERS = 24;
    private static final int OF_A_PAIR = 5;
    private static final int OF_AN_ACCOUNT = 10;

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void attempt_manyAtOnce_computesNoMoreHashesThanTheBudget(Isolation isolation) throws SQLException {
        try (ThrottleFixture fixture = new ThrottleFixture(isolation)) {
            LoginThrottle throttle = LoginThrottle.of(fixture.setup(ThrottlePolicy.defaults()));
            RaceReport<Boolean> report = Race.on(fixture.database)
                    .contenders(CONTENDERS)
                    .rounds(Rounds.of(200))
                    .isolation(isolation)
                    .prepare((connection, round) -> nextDay(fixture))
                    .run(contender -> throttle.attempt(from(contender)) instanceof Allowed);
            // Above READ COMMITTED a conflict refuses unchecked, so that fewer may be let through, never more.
            int least = isolation == Isolation.READ_COMMITTED ? OF_AN_ACCOUNT : 1;
            assertThat(report.committedPerRound(allowed -> allowed))
                    .as(report.toString())
                    .allSatisfy(allowed -> assertThat(allowed).isBetween((long) least, (long) OF_AN_ACCOUNT));
        }
    }

    /** Look whether the account is locked, check the password, count the failure: the usual lock-out. */
    @ParameterizedTest
    @EnumSource(Isolation.class)
    void naiveLockOut_manyAtOnce_computesMoreHashesThanTheBudget(Isolation isolation) throws SQLException {
        try (ThrottleFixture fixture = new ThrottleFixture()) {
            fixture.execute("CREATE TABLE naive (account text PRIMARY KEY, failed integer NOT NULL)");
            AtomicInteger most = new AtomicInteger();
            RaceReport<Integer> report = Race.on(fixture.database)
                    .contenders(CONTENDERS)
                    .rounds(Rounds.of(50))
                    .isolation(isolation)
                    .prepare((connection, round) -> {
                        String account = fixture.newAccount().typed();
                        fixture.execute("INSERT INTO naive VALUES ('" + account + "', 0)");
                        return new Naive(account, new AtomicInteger());
                    })
                    .run(contender -> {
                        if (failed(contender) < OF_AN_ACCOUNT) {
                            int checked = contender.state().hashes().incrementAndGet();
                            int unused = most.accumulateAndGet(checked, Math::max);
                        }
                        contender.await();
                        try (PreparedStatement update = contender
                                .connection()
                                .prepareStatement("UPDATE naive SET failed = failed + 1 WHERE account = ?")) {
                            update.setString(1, contender.state().account());
                            return update.executeUpdate();
                        }
                    });
            assertThat(most.get()).as(report.toString()).isGreaterThan(OF_AN_ACCOUNT);
        }
    }

    @Test
    void attempt_twoHundredWrongPasswordsOnAPoolOfFour_computesTheBudgetsHashes() throws Exception {
        try (ThrottleFixture fixture = new ThrottleFixture()) {
            LoginThrottle throttle = LoginThrottle.of(fixture.setup(ThrottlePolicy.defaults()));
            AccountName alice = fixture.newAccount();
            AccountName bob = fixture.newAccount();
            assertThat(hashes(i -> throttle.attempt(ThrottleFixture.from(alice, "203.0.113.1"))))
                    .as("from one address")
                    .isEqualTo(OF_A_PAIR);
            assertThat(hashes(i -> throttle.attempt(ThrottleFixture.from(bob, "198.51.100." + i))))
                    .as("each from an address of its own")
                    .isEqualTo(OF_AN_ACCOUNT);
            assertThat(fixture.denials)
                    .as("each refusal on record, by a sink on the same four connections")
                    .hasSize(400 - OF_A_PAIR - OF_AN_ACCOUNT);
            assertThat(fixture.pool.getHikariPoolMXBean().getActiveConnections())
                    .isZero();
        }
    }

    @Test
    void succeeded_amongManyWrongOnes_leavesExactlyTheWrongOnesCounted() throws SQLException {
        BucketPolicy roomy = BucketPolicy.of(99, Duration.ofDays(1));
        ThrottlePolicy policy = ThrottlePolicy.defaults()
                .withBucket(ThrottleBucket.PAIR, roomy)
                .withBucket(ThrottleBucket.ACCOUNT, roomy.withStopAt(100));
        try (ThrottleFixture fixture = new ThrottleFixture()) {
            LoginThrottle throttle = LoginThrottle.of(fixture.setup(policy.withBucket(ThrottleBucket.ADDRESS, roomy)));
            List<AccountName> accounts = new ArrayList<>();
            RaceReport<Boolean> report = Race.on(fixture.database)
                    .contenders(CONTENDERS)
                    .rounds(Rounds.of(50))
                    .prepare((connection, round) -> {
                        accounts.add(nextDay(fixture));
                        return accounts.get(round);
                    })
                    .run(contender -> {
                        ThrottleDecision decision = throttle.attempt(from(contender));
                        if (contender.index() % 3 == 0 && decision instanceof Allowed allowed) {
                            throttle.succeeded(allowed.ticket());
                        }
                        return decision instanceof Allowed;
                    });
            assertThat(report.everyRound(ends ->
                            ends.stream().allMatch(end -> end.committed().orElse(false))))
                    .as(report.toString())
                    .isTrue();
            assertThat(fixture.number(
                            "SELECT count(*) FROM holdfast.login_bucket WHERE kind = 'ACCOUNT'" + " AND failures = 16"))
                    .isEqualTo(accounts.size());
        }
    }

    /** Every pair of accounts and addresses crosses every other; whoever met a deadlock would be refused as busy. */
    @Test
    void attempt_accountsAndAddressesCrossing_neverWaitInACircle() throws SQLException {
        BucketPolicy roomy = BucketPolicy.of(BucketPolicy.MAX_COUNT, Duration.ofDays(1));
        ThrottlePolicy policy = ThrottlePolicy.defaults()
                .withBucket(ThrottleBucket.PAIR, roomy)
                .withBucket(ThrottleBucket.ADDRESS, roomy)
                .withBucket(ThrottleBucket.GLOBAL, roomy)
                .withBucket(
                        ThrottleBucket.ACCOUNT,
                        BucketPolicy.of(99, Duration.ofDays(1)).withStopAt(100))
                .withGlobalShards(2);
        try (ThrottleFixture fixture = new ThrottleFixture()) {
            LoginThrottle throttle = LoginThrottle.of(fixture.setup(policy));
            RaceReport<Integer> report = Race.on(fixture.database)
                    .contenders(CONTENDERS)
                    .rounds(Rounds.of(20))
                    .prepare((connection, round) -> List.of(fixture.newAccount(), fixture.newAccount()))
                    .run(contender -> {
                        int allowed = 0;
                        for (int i = 0; i < 4; i++) {
                            AccountName account = contender.state().get((contender.index() + i) % 2);
                            String address = "203.0.113." + (contender.index() + i / 2) % 3;
                            ThrottleDecision decision = throttle.attempt(ThrottleFixture.from(account, address));
                            if (decision instanceof Allowed permit) {
                                allowed++;
                                throttle.succeeded(permit.ticket());
                            }
                        }
                        return allowed;
                    });
            assertThat(report.everyRound(ends ->
                            ends.stream().allMatch(end -> end.committed().orElse(0) == 4)))
                    .as(report.toString())
                    .isTrue();
            assertThat(fixture.events).isEmpty();
        }
    }

    /** A reset waits its turn among attempts and is never refused, and its own id lets the victim in. */
    @Test
    void reset_amongManyAttempts_isDoneAndItsIdLetsTheVictimIn() throws SQLException {
        try (ThrottleFixture fixture = new ThrottleFixture()) {
            LoginThrottle throttle = LoginThrottle.of(fixture.setup(ThrottlePolicy.defaults()));
            RaceReport<Boolean> report = Race.on(fixture.database)
                    .contenders(CONTENDERS)
                    .rounds(Rounds.of(50))
                    .prepare((connection, round) -> nextDay(fixture))
                    .run(contender -> {
                        for (int i = 0; i < 3; i++) {
                            if (contender.index() > 1) {
                                var unused = throttle.attempt(from(contender));
                            } else {
                                throttle.reset(contender.state());
                            }
                        }
                        String reset = "reset-" + contender.index();
                        return contender.index() > 1
                                || throttle.attempt(from(contender).withDevice(reset)) instanceof Allowed;
                    });
            assertThat(report.everyRound(ends ->
                            ends.stream().allMatch(end -> end.committed().orElse(false))))
                    .as(report.toString())
                    .isTrue();
            assertThat(fixture.events).extracting(SecurityEvent::reason).doesNotContain("busy");
        }
    }

    @Test
    void attempt_manyAtOnceAfterARotation_haveWhatWasLeftBefore() throws SQLException {
        try (ThrottleFixture fixture = new ThrottleFixture()) {
            LoginThrottle throttle = LoginThrottle.of(fixture.setup(ThrottlePolicy.defaults()));
            KeyRing before = fixture.ring.get();
            RaceReport<Boolean> report = Race.on(fixture.database)
                    .contenders(CONTENDERS)
                    .rounds(Rounds.of(50))
                    .prepare((connection, round) -> {
                        fixture.ring.set(before);
                        AccountName account = nextDay(fixture);
                        for (int i = 0; i < 4; i++) {
                            var unused = throttle.attempt(ThrottleFixture.from(account, "198.51.100." + i));
                        }
                        fixture.ring.set(before.rotate("k2", Secret.random(ThrottleFixture.RANDOM, 32)));
                        return account;
                    })
                    .run(contender -> throttle.attempt(from(contender)) instanceof Allowed);
            assertThat(report.committedPerRound(allowed -> allowed))
                    .as(report.toString())
                    .containsOnly(OF_AN_ACCOUNT - 4L);
            assertThat(fixture.events).extracting(SecurityEvent::reason).doesNotContain("busy");
        }
    }

    private record Naive(String account, AtomicInteger hashes) {}

    private interface Login {
        ThrottleDecision attempt(int i);
    }

    private static int hashes(Login login) throws Exception {
        int threads = 200;
        AtomicInteger hashes = new AtomicInteger();
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier start = new CyclicBarrier(threads);
            List<Future<Integer>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int number = i;
                running.add(executor.submit(() -> {
                    int unused = start.await();
                    return login.attempt(number).fold(allowed -> hashes.incrementAndGet(), retryAfter -> 0);
                }));
            }
            for (Future<Integer> end : running) {
                assertThat(end.get()).isNotNegative();
            }
            return hashes.get();
        } finally {
            List<Runnable> unused = executor.shutdownNow();
        }
    }

    /** A new account, on a day on which the addresses of the rounds before have been forgotten. */
    private static AccountName nextDay(ThrottleFixture fixture) {
        fixture.clock.advance(Duration.ofDays(1));
        return fixture.newAccount();
    }

    private static ThrottleKey from(Contender<AccountName> contender) {
        return ThrottleFixture.from(contender.state(), "203.0.113." + contender.index());
    }

    private static int failed(Contender<Naive> contender) throws SQLException {
        try (PreparedStatement select =
                contender.connection().prepareStatement("SELECT failed FROM naive WHERE account = ?")) {
            select.setString(1, contender.state().account());
            try (ResultSet row = select.executeQuery()) {
                assertThat(row.next()).isTrue();
                return row.getInt(1);
            }
        }
    }
}
