package dev.holdfast.examples.benchmarks.throttle;

import dev.holdfast.auth.address.ClientAddress;
import dev.holdfast.auth.throttle.AccountName;
import dev.holdfast.auth.throttle.LoginThrottle;
import dev.holdfast.auth.throttle.ThrottleDecision;
import dev.holdfast.auth.throttle.ThrottleKey;
import dev.holdfast.auth.throttle.ThrottleSetup;
import dev.holdfast.auth.throttle.policy.BucketPolicy;
import dev.holdfast.auth.throttle.policy.ThrottleBucket;
import dev.holdfast.auth.throttle.policy.ThrottlePolicy;
import dev.holdfast.examples.benchmarks.credential.AuthHost;
import dev.holdfast.examples.benchmarks.harness.Contest;
import dev.holdfast.examples.benchmarks.harness.Contestant;
import dev.holdfast.examples.benchmarks.harness.Goal;
import dev.holdfast.examples.benchmarks.harness.Scale;
import dev.holdfast.examples.benchmarks.harness.Tallied;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An attempt to log in, counted before its password is looked at: in four buckets, in one transaction of its own. Beside
 * it the same four rows by four upserts, and what protects the account alone: one upsert.
 */
public final class Attempts {
    private static final int BUCKETS = 4;
    private static final String CLEAR = "TRUNCATE holdfast.login_bucket";

    private Attempts() {}

    /** Each attempt at an account of its own and from an address of its own. */
    public static Contest onManyAccounts(TestDatabase database, Scale scale, int threads) throws SQLException {
        AuthHost host = AuthHost.in(database, threads, Clock.systemUTC());
        LoginThrottle throttle = throttle(host);
        AtomicInteger next = new AtomicInteger();
        return new Contest(
                        "login attempt, counted, each at another account",
                        Goal.ratio(0.80),
                        threads,
                        scale.perThread(threads == 1 ? 400 : 1600, threads),
                        List.of(
                                byHand(host, next, BUCKETS),
                                byHand(host, next, 1),
                                Tallied.of(
                                        "Holdfast LoginThrottle",
                                        thread -> () -> {
                                            var unused = allowed(throttle, key(next.getAndIncrement()));
                                        },
                                        () -> counted(host, "ACCOUNT"))))
                .on(host);
    }

    /** All at one account, each thread from an address of its own; a right password gives the attempt back. */
    public static Contest onOneAccount(TestDatabase database, Scale scale, int threads) throws SQLException {
        AuthHost host = AuthHost.in(database, threads, Clock.systemUTC());
        LoginThrottle throttle = throttle(host);
        AccountName account = AccountName.of("ada@shop.example");
        AtomicInteger pairs = new AtomicInteger();
        return new Contest(
                        "login attempt, counted and given back, all at one account",
                        Goal.ratio(0.80),
                        threads,
                        scale.perThread(800, threads),
                        List.of(
                                givenBackByHand(host, BUCKETS),
                                givenBackByHand(host, 1),
                                Tallied.of(
                                        "Holdfast LoginThrottle",
                                        thread -> {
                                            ThrottleKey key = ThrottleKey.of(account, address(thread));
                                            return () -> {
                                                throttle.succeeded(allowed(throttle, key));
                                                pairs.incrementAndGet();
                                            };
                                        },
                                        () -> givenBack(host, pairs))))
                .on(host);
    }

    private static Contestant byHand(AuthHost host, AtomicInteger next, int buckets) {
        return Tallied.of(
                buckets == 1 ? "one upsert by hand, one bucket" : "an upsert a bucket by hand",
                thread -> () -> {
                    HandBuckets rows = new HandBuckets(next.getAndIncrement(), 0, buckets);
                    int unused = host.byHand(rows::take);
                },
                () -> counted(host, "ACCOUNT"));
    }

    private static Contestant givenBackByHand(AuthHost host, int buckets) {
        AtomicInteger pairs = new AtomicInteger();
        return Tallied.of(
                buckets == 1
                        ? "one upsert and one UPDATE by hand, one bucket"
                        : "an upsert and an UPDATE a bucket by hand",
                thread -> () -> {
                    HandBuckets rows = new HandBuckets(0, thread, buckets);
                    int unused = host.byHand(rows::take);
                    int unusedToo = host.byHand(rows::giveBack);
                    pairs.incrementAndGet();
                },
                () -> givenBack(host, pairs));
    }

    private static long counted(AuthHost host, String kind) throws SQLException {
        return host.tally("SELECT sum(failures) FROM holdfast.login_bucket WHERE kind = '" + kind + "'", CLEAR);
    }

    /** What was given back leaves no trace: nothing may be held, and so many pairs were done. */
    private static long givenBack(AuthHost host, AtomicInteger pairs) throws SQLException {
        long held = host.tally("SELECT coalesce(sum(failures), 0) FROM holdfast.login_bucket", CLEAR);
        if (held != 0) {
            throw new IllegalStateException("everything must have been given back, held are " + held);
        }
        return pairs.getAndSet(0);
    }

    private static ThrottleDecision.Ticket allowed(LoginThrottle throttle, ThrottleKey key) {
        if (throttle.attempt(key) instanceof ThrottleDecision.Allowed allowed) {
            return allowed.ticket();
        }
        throw new IllegalStateException("an attempt within the budget must be allowed");
    }

    private static ThrottleKey key(int number) {
        return ThrottleKey.of(AccountName.of("user" + number + "@shop.example"), address(number));
    }

    private static ClientAddress address(int number) {
        return ClientAddress.parse("10." + (number >> 16 & 0xFF) + '.' + (number >> 8 & 0xFF) + '.' + (number & 0xFF))
                .orElseThrow();
    }

    /** The host's own bucket takes what a benchmark asks for: everything is allowed. */
    private static LoginThrottle throttle(AuthHost host) {
        return LoginThrottle.of(ThrottleSetup.of(
                        AuthHost.ring(ThrottleSetup.KEY_PURPOSE), host.ownRunner(), host.trail(), host.clock())
                .withPolicy(ThrottlePolicy.defaults()
                        .withBucket(
                                ThrottleBucket.GLOBAL,
                                BucketPolicy.of(BucketPolicy.MAX_COUNT, Duration.ofSeconds(1)))));
    }
}
