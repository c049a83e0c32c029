package dev.holdfast.auth.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.AuthDatabase;
import dev.holdfast.auth.address.ClientAddress;
import dev.holdfast.auth.throttle.policy.ThrottlePolicy;
import dev.holdfast.core.event.AuditSink;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.secret.KeyRing;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.testkit.MutableClock;
import dev.holdfast.testkit.race.Isolation;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A database with the module's tables, a clock that stands still, and a sink that remembers. */
final class ThrottleFixture extends AuthDatabase {
    static final Instant NOW = Instant.parse("2026-11-21T12:00:15.123456Z");
    static final SecureRandom RANDOM = new SecureRandom();

    private static final int POOL = 4;

    final MutableClock clock = MutableClock.at(NOW);
    final List<SecurityEvent> events = new CopyOnWriteArrayList<>();
    final List<SecurityEvent> denials = new CopyOnWriteArrayList<>();
    final AtomicReference<KeyRing> ring =
            new AtomicReference<>(KeyRing.of(ThrottleSetup.KEY_PURPOSE, "k1", Secret.random(RANDOM, 32)));

    private final AtomicInteger accounts = new AtomicInteger();

    ThrottleFixture() {
        this(Isolation.READ_COMMITTED);
    }

    ThrottleFixture(Isolation isolation) {
        super(isolation, POOL);
    }

    ThrottleSetup setup(ThrottlePolicy policy) {
        return setup(policy, clock);
    }

    ThrottleSetup setup(ThrottlePolicy policy, MutableClock time) {
        // Denials over the throttle's own pool: held beside one of its connections they would starve it.
        TransactionRunner runner = TransactionRunner.over(pool);
        AuditSink independent = AuditSink.independent(runner, (tx, event) -> {
            assertThat(tx.fetchValue("SELECT 1")).isEqualTo(1);
            denials.add(event);
            events.add(event);
        });
        AuditTrail trail = AuditTrail.of((tx, event) -> events.add(event), independent, time);
        return ThrottleSetup.of(ring::get, runner, trail, time).withPolicy(policy);
    }

    AccountName newAccount() {
        return AccountName.of("account-" + accounts.incrementAndGet());
    }

    static ThrottleKey from(AccountName account, String literal) {
        return ThrottleKey.of(account, ClientAddress.parse(literal).orElseThrow());
    }

    void empty() {
        execute("TRUNCATE holdfast.login_bucket, holdfast.login_place");
        events.clear();
        denials.clear();
    }

    long buckets() {
        return number("SELECT count(*) FROM holdfast.login_bucket");
    }
}
