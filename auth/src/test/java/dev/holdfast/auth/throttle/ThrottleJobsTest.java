package dev.holdfast.auth.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.throttle.ThrottleDecision.Allowed;
import dev.holdfast.auth.throttle.ThrottleDecision.Refused;
import dev.holdfast.auth.throttle.ThrottleJobs.ShutAccount;
import dev.holdfast.auth.throttle.policy.BucketPolicy;
import dev.holdfast.auth.throttle.policy.ThrottleBucket;
import dev.holdfast.auth.throttle.policy.ThrottlePolicy;
import dev.holdfast.core.secret.KeyStatus;
import dev.holdfast.core.secret.Secret;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ThrottleJobsTest {
    private static final Duration MICRO = Duration.ofNanos(1000);

    private ThrottleFixture fixture;
    private ThrottlePolicy policy;
    private LoginThrottle throttle;
    private ThrottleJobs jobs;
    private AccountName alice;

    @BeforeEach
    void open() throws SQLException {
        fixture = new ThrottleFixture();
        policy = ThrottlePolicy.defaults()
                .withBucket(
                        ThrottleBucket.ACCOUNT,
                        BucketPolicy.of(1, Duration.ofDays(1)).withStopAt(2));
        throttle = LoginThrottle.of(fixture.setup(policy));
        jobs = ThrottleJobs.of(fixture.setup(policy));
        alice = fixture.newAccount();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void deleteStale_onBothSidesOfEachBorder_deletesWhatIsForgotten() {
        fail(ThrottleFixture.from(alice, "203.0.113.1"));
        for (Duration border :
                List.of(Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofDays(1))) {
            fixture.clock.set(ThrottleFixture.NOW.plus(border).minus(MICRO));
            assertThat(jobs.deleteStale()).as("before %s", border).isZero();
            fixture.clock.advance(MICRO);
            assertThat(jobs.deleteStale()).as("at %s", border).isEqualTo(1);
        }
        assertThat(fixture.buckets()).isZero();
    }

    @Test
    void deleteStale_placeOfLongAgo_isDeletedAtItsBorder() {
        throttle.remember(ThrottleFixture.from(alice, "203.0.113.1").withCountry("CH"));
        fixture.clock.advance(policy.placeMemory().minus(MICRO));
        assertThat(jobs.deleteStale()).isZero();
        fixture.clock.advance(MICRO);
        assertThat(jobs.deleteStale()).isEqualTo(1);
    }

    @Test
    void deleteStale_rowHeldByALogin_isLeftForTheNextRun() throws SQLException {
        fail(ThrottleFixture.from(alice, "203.0.113.1"));
        fixture.clock.advance(Duration.ofDays(1));
        try (Connection login = fixture.database.connect()) {
            login.setAutoCommit(false);
            var unused = login.createStatement()
                    .execute("SELECT 1 FROM holdfast.login_bucket WHERE kind = 'PAIR' FOR UPDATE");
            assertThat(jobs.deleteStale()).isEqualTo(3);
            login.rollback();
        }
        assertThat(jobs.deleteStale()).isEqualTo(1);
    }

    @Test
    void deleteStale_moreThanABatch_doesThemAll() {
        fixture.execute("INSERT INTO holdfast.login_bucket SELECT sha256(n::text::bytea), 'k1', 'ADDRESS', NULL,"
                + " gen_random_uuid(), 1, '2026-01-01', '2026-01-01', '2026-01-01', NULL, 0, false"
                + " FROM generate_series(1, 1100) n");
        assertThat(jobs.deleteStale()).isEqualTo(1100);
    }

    @Test
    void attempt_namesAndAddressesMadeUp_fillsNoMoreThanTheBucketsAllow() {
        int tried = 0;
        for (int i = 0; i < 200; i++) {
            tried += throttle.attempt(ThrottleFixture.from(fixture.newAccount(), "203.0.113.1")) instanceof Allowed
                    ? 1
                    : 0;
        }
        assertThat(tried).as("30 an address").isEqualTo(30);
        assertThat(fixture.buckets())
                .as("two for each name, the address, a shard")
                .isEqualTo(62);
        fixture.clock.advance(Duration.ofDays(1));
        assertThat(jobs.deleteStale()).isEqualTo(62);
    }

    @Test
    void shutAccounts_afterTheStop_listsItUntilAResetOrAnExplicitWord() {
        AccountName bob = fixture.newAccount();
        Instant first = shut(alice);
        fixture.clock.advance(Duration.ofHours(1));
        Instant second = shut(bob);
        String ofAlice = jobs.references(alice).get(0);
        assertThat(jobs.shutAccounts(10))
                .containsExactly(new ShutAccount(jobs.references(bob).get(0), second), new ShutAccount(ofAlice, first));
        assertThat(jobs.shutAccounts(1)).hasSize(1);

        fixture.clock.advance(Duration.ofDays(3000));
        assertThat(jobs.deleteStale()).as("all but the two").isPositive();
        assertThat(fixture.buckets()).isEqualTo(2);
        throttle.reset(bob);
        assertThat(jobs.shutAccounts(10)).extracting(ShutAccount::reference).containsExactly(ofAlice);
        assertThat(jobs.forgetShutBefore(first)).isZero();
        assertThat(jobs.forgetShutBefore(first.plus(MICRO))).isEqualTo(1);
        assertThat(throttle.attempt(ThrottleFixture.from(alice, "203.0.113.9"))).isInstanceOf(Allowed.class);
    }

    @Test
    void attempt_hashKeyRotated_keepsWhatWasCountedAndShut() {
        AccountName bob = fixture.newAccount();
        Instant unused = shut(alice);
        fail(ThrottleFixture.from(bob, "203.0.113.1"));
        throttle.remember(ThrottleFixture.from(bob, "203.0.113.1").withCountry("CH"));

        fixture.ring.set(fixture.ring.get().rotate("k2", Secret.random(ThrottleFixture.RANDOM, 32)));
        assertThat(throttle.attempt(ThrottleFixture.from(alice, "198.51.100.1")))
                .isEqualTo(new Refused(Duration.ofMinutes(15)));
        assertThat(throttle.attempt(ThrottleFixture.from(bob, "203.0.113.1")))
                .isEqualTo(new Refused(Duration.ofSeconds(30)));
        assertThat(fixture.number("SELECT count(*) FROM holdfast.login_bucket WHERE key_id = 'k1'"
                        + " AND kind IN ('ACCOUNT', 'PAIR')"))
                .as("Alice's pairs, which nobody has asked for since")
                .isEqualTo(2);

        fixture.ring.set(fixture.ring.get().withStatus("k1", KeyStatus.RETIRED));
        assertThat(throttle.attempt(ThrottleFixture.from(alice, "198.51.100.1")))
                .isEqualTo(new Refused(Duration.ofMinutes(15)));
        assertThat(throttle.attempt(ThrottleFixture.from(bob, "203.0.113.1")))
                .isEqualTo(new Refused(Duration.ofSeconds(30)));
        throttle.reset(alice);
        assertThat(throttle.attempt(ThrottleFixture.from(alice, "198.51.100.1")))
                .isInstanceOf(Allowed.class);
    }

    @Test
    void attempt_nodeThatHasNotHeardOfTheRotation_addsUpWithTheOthers() {
        throttle = LoginThrottle.of(fixture.setup(ThrottlePolicy.defaults()));
        var before = fixture.ring.get();
        var after = before.rotate("k2", Secret.random(ThrottleFixture.RANDOM, 32));
        for (int i = 0; i < 4; i++) {
            fixture.ring.set(i % 2 == 0 ? after : before);
            fail(ThrottleFixture.from(alice, "203.0.113.1"));
        }
        fixture.ring.set(after);
        fail(ThrottleFixture.from(alice, "203.0.113.1"));
        assertThat(throttle.attempt(ThrottleFixture.from(alice, "203.0.113.1")))
                .isEqualTo(new Refused(Duration.ofSeconds(30)));
        throttle.reset(alice);
        assertThat(throttle.attempt(ThrottleFixture.from(alice, "203.0.113.1"))).isInstanceOf(Allowed.class);
    }

    private Instant shut(AccountName account) {
        fail(ThrottleFixture.from(account, "203.0.113.1"));
        fixture.clock.advance(Duration.ofSeconds(30));
        fail(ThrottleFixture.from(account, "203.0.113.2"));
        return fixture.clock.instant();
    }

    private void fail(ThrottleKey key) {
        assertThat(throttle.attempt(key)).isInstanceOf(Allowed.class);
    }
}
