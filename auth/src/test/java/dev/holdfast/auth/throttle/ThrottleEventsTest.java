package dev.holdfast.auth.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.throttle.ThrottleDecision.Allowed;
import dev.holdfast.auth.throttle.ThrottleDecision.Refused;
import dev.holdfast.auth.throttle.policy.ThrottleBucket;
import dev.holdfast.auth.throttle.policy.ThrottlePolicy;
import dev.holdfast.core.event.Outcome;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.event.Severity;
import dev.holdfast.testkit.LeakProbe;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ThrottleEventsTest {
    private static ThrottleFixture fixture;

    private final ThrottlePolicy policy = ThrottlePolicy.defaults().withSprayAccounts(3);
    private LoginThrottle throttle;
    private AccountName alice;

    @BeforeAll
    static void open() throws SQLException {
        fixture = new ThrottleFixture();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @BeforeEach
    void empty() {
        fixture.clock.set(ThrottleFixture.NOW);
        fixture.empty();
        throttle = LoginThrottle.of(fixture.setup(policy));
        alice = fixture.newAccount();
    }

    @Test
    void attempt_refused_namesTheBucketInTheEventOnly() {
        fail(ThrottleFixture.from(alice, "203.0.113.1"), 5);
        assertThat(throttle.attempt(ThrottleFixture.from(alice, "203.0.113.1")))
                .isEqualTo(new Refused(Duration.ofSeconds(30)));
        fail(ThrottleFixture.from(alice, "203.0.113.2"), 5);
        assertThat(throttle.attempt(ThrottleFixture.from(alice, "203.0.113.3")))
                .isEqualTo(new Refused(Duration.ofSeconds(30)));

        assertThat(fixture.events).hasSize(2).allSatisfy(event -> {
            assertThat(event.action().name()).isEqualTo("authn.login_fail_max");
            assertThat(event.outcome()).isEqualTo(Outcome.DENIED);
            assertThat(event.reason()).isEqualTo("throttled");
            assertThat(event.targets().get(0).id()).isEqualTo(reference(alice));
        });
        assertThat(fixture.denials).as("where a ban or a warning listens").isEqualTo(fixture.events);
        assertThat(facts(0)).containsEntry("buckets", List.of("pair"));
        assertThat(facts(1)).containsEntry("buckets", List.of("account"));
        assertThat(fixture.events.get(1).context().sourceIp()).isEqualTo("203.0.113.3");
    }

    @Test
    void attempt_theLastOfAnAccount_makesAnEventOfSeverityHigh() {
        throttle = LoginThrottle.of(fixture.setup(policy.withBucket(
                ThrottleBucket.ACCOUNT, policy.bucket(ThrottleBucket.ACCOUNT).withStopAt(11))));
        fail(ThrottleFixture.from(alice, "203.0.113.1"), 5);
        fail(ThrottleFixture.from(alice, "203.0.113.2"), 5);
        fixture.clock.advance(Duration.ofSeconds(30));
        assertThat(fixture.events).isEmpty();
        fail(ThrottleFixture.from(alice, "203.0.113.3"), 1);
        assertThat(fixture.events).hasSize(1);
        SecurityEvent stop = fixture.events.get(0);
        assertThat(stop.action().name()).isEqualTo("authn.login_lock");
        assertThat(stop.severity()).isEqualTo(Severity.HIGH);
        assertThat(stop.targets().get(0).id()).isEqualTo(reference(alice));
        assertThat(fixture.denials)
                .as("the attempt that shuts the account is allowed")
                .isEmpty();

        assertThat(throttle.attempt(ThrottleFixture.from(alice, "203.0.113.4")))
                .isEqualTo(new Refused(Duration.ofMinutes(15)));
        assertThat(facts(1)).containsEntry("stopped", true);
        throttle.reset(alice);
        assertThat(fixture.events.get(2).action().name()).isEqualTo("login_throttle.reset");
    }

    @Test
    void attempt_manyAccountsFailFromOneNetwork_tellsOfItOnce() {
        for (int i = 0; i < 12; i++) {
            fail(ThrottleFixture.from(fixture.newAccount(), "2001:db8::" + i), 1);
        }
        assertThat(fixture.events).hasSize(1);
        SecurityEvent spray = fixture.events.get(0);
        assertThat(spray.action().name()).isEqualTo("login_throttle.spray");
        assertThat(spray.severity()).isEqualTo(Severity.HIGH);
        assertThat(facts(0)).containsEntry("network", "2001:db8::/64");
    }

    @Test
    void attempt_manyAccountsSucceedFromOneNetwork_tellsNothing() {
        fail(ThrottleFixture.from(alice, "203.0.113.1"), 2);
        fail(ThrottleFixture.from(fixture.newAccount(), "203.0.113.1"), 1);
        for (int i = 0; i < 30; i++) {
            Allowed allowed = (Allowed) throttle.attempt(ThrottleFixture.from(fixture.newAccount(), "203.0.113.1"));
            throttle.succeeded(allowed.ticket());
        }
        assertThat(fixture.events).isEmpty();
    }

    @Test
    void attempt_rowHeldByOthers_isRefusedUncheckedAndRecorded() throws SQLException {
        fail(ThrottleFixture.from(alice, "203.0.113.1"), 1);
        try (Connection other = fixture.database.connect()) {
            other.setAutoCommit(false);
            var unused = other.createStatement()
                    .execute("SELECT 1 FROM holdfast.login_bucket WHERE kind = 'ACCOUNT' FOR UPDATE");
            assertThat(throttle.attempt(ThrottleFixture.from(alice, "203.0.113.2")))
                    .isEqualTo(new Refused(Duration.ofSeconds(1)));
            other.rollback();
        }
        assertThat(fixture.denials).extracting(SecurityEvent::reason).containsExactly("busy");
        assertThat(fixture.number("SELECT sum(failures) FROM holdfast.login_bucket"))
                .as("one in each of four")
                .isEqualTo(4);
    }

    @Test
    void attempt_refused_writesAndLocksNothing() {
        fail(ThrottleFixture.from(alice, "203.0.113.1"), 5);
        String marks =
                "SELECT string_agg(xmin::text || ' ' || xmax::text, ',' ORDER BY kind) FROM holdfast.login_bucket";
        String before = text(marks);
        for (int i = 0; i < 20; i++) {
            assertThat(throttle.attempt(ThrottleFixture.from(alice, "203.0.113.1")))
                    .isInstanceOf(Refused.class);
        }
        assertThat(text(marks)).isEqualTo(before);
    }

    @Test
    void names_wherever_areNotKeptOrPrinted() {
        LeakProbe probe = new LeakProbe();
        AccountName typed = AccountName.of(probe.secret("correct-horse-battery"));
        ThrottleKey key = ThrottleFixture.from(typed, "203.0.113.77").withCountry("CH");
        probe.secret("203.0.113.77");
        fail(key, 5);
        ThrottleDecision refused = throttle.attempt(key);
        throttle.remember(key);
        String rows = text("SELECT (SELECT string_agg(b::text, '') FROM holdfast.login_bucket b)"
                + " || (SELECT string_agg(p::text, '') FROM holdfast.login_place p)");
        probe.assertAbsent(rows, refused.toString(), typed.toString());
        ThrottleDecision allowed = throttle.attempt(ThrottleFixture.from(typed, "203.0.113.78"));
        probe.assertAbsent(allowed.toString());
        // The address belongs into the event, the name does not.
        LeakProbe names = new LeakProbe();
        names.secret("correct-horse-battery");
        names.assertAbsent(key.toString(), fixture.events.toString());
    }

    private String reference(AccountName account) {
        return ThrottleJobs.of(fixture.setup(policy)).references(account).get(0);
    }

    private static Map<String, Object> facts(int event) {
        return Map.copyOf(fixture.events.get(event).metadata().values());
    }

    private static String text(String sql) {
        try {
            return fixture.database.queryStrings(sql).get(0);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void fail(ThrottleKey key, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(throttle.attempt(key)).isInstanceOf(Allowed.class);
        }
    }
}
