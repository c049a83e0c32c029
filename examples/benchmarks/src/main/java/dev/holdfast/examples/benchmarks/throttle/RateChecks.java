package dev.holdfast.examples.benchmarks.throttle;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.holdfast.auth.rate.RateDecision;
import dev.holdfast.auth.rate.RateLimit;
import dev.holdfast.auth.rate.RatePolicy;
import dev.holdfast.auth.rate.SharedRateLimit;
import dev.holdfast.auth.rate.SharedRateSetup;
import dev.holdfast.examples.benchmarks.credential.AuthHost;
import dev.holdfast.examples.benchmarks.harness.Checked;
import dev.holdfast.examples.benchmarks.harness.Contest;
import dev.holdfast.examples.benchmarks.harness.Contestant;
import dev.holdfast.examples.benchmarks.harness.Goal;
import dev.holdfast.examples.benchmarks.harness.Scale;
import dev.holdfast.examples.benchmarks.harness.Tallied;
import dev.holdfast.testkit.postgres.TestDatabase;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/** A request counted by its client, in memory and in the database, beside Bucket4j as its manual has it. */
public final class RateChecks {
    /** Lets everything through: a refusal is another, shorter path. */
    private static final RatePolicy POLICY = new RatePolicy("api", 1_000_000, Duration.ofSeconds(1), 1_000_000);

    private static final int CLIENTS = 1000;
    private static final int IN_MEMORY = 400_000;

    private RateChecks() {}

    /** In this process's memory. */
    public static Contest local(TestDatabase unused, Scale scale, int threads) {
        LoadingCache<String, Bucket> buckets = Caffeine.newBuilder()
                .maximumSize(RateLimit.DEFAULT_MAX_KEYS)
                .expireAfterAccess(Duration.ofSeconds(1))
                .build(key -> Bucket.builder().addLimit(bandwidth()).build());
        RateLimit limit = RateLimit.local(POLICY);
        return new Contest(
                "rate limit in memory",
                Goal.ratio(0.90),
                threads,
                scale.perThread(IN_MEMORY, threads),
                List.of(
                        Checked.of(
                                "Bucket4j in a Caffeine cache",
                                checks(key -> buckets.get(key)
                                        .tryConsumeAndReturnRemaining(1)
                                        .isConsumed())),
                        Checked.of(
                                "Holdfast RateLimit",
                                checks(key -> limit.check(key) instanceof RateDecision.Allowed))));
    }

    /** In the database, where all nodes see it. */
    public static Contest shared(TestDatabase database, Scale scale, int threads) throws SQLException {
        AuthHost host = AuthHost.in(database, threads, Clock.systemUTC());
        BucketConfiguration configuration =
                BucketConfiguration.builder().addLimit(bandwidth()).build();
        database.execute("CREATE TABLE bucket (id text PRIMARY KEY, state bytea)");
        ProxyManager<String> bare = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(host.own())
                .primaryKeyMapper(PrimaryKeyMapper.STRING)
                .table("bucket")
                .idColumn("id")
                .stateColumn("state")
                .requestTimeout(Duration.ofSeconds(2))
                .build();
        SharedRateLimit limit = SharedRateLimit.of(SharedRateSetup.of(POLICY, host.own(), host.clock()));
        return new Contest(
                        "rate limit in the database",
                        Goal.ratio(0.90),
                        threads,
                        scale.perThread(threads == 1 ? 400 : 1600, threads),
                        List.of(
                                shared(
                                        host,
                                        "bucket",
                                        "Bucket4j on PostgreSQL",
                                        key -> bare.getProxy(key, () -> configuration)
                                                .tryConsumeAndReturnRemaining(1)
                                                .isConsumed()),
                                shared(
                                        host,
                                        "holdfast.rate_bucket",
                                        "Holdfast SharedRateLimit",
                                        key -> limit.check(key) instanceof RateDecision.Allowed)))
                .on(host);
    }

    /** Counts a client's request. */
    @FunctionalInterface
    private interface Check {
        boolean allows(String key);
    }

    private static Callable<Checked.Check> checks(Check check) {
        return () -> {
            String[] keys = new String[CLIENTS];
            for (int i = 0; i < CLIENTS; i++) {
                keys[i] = "198.51.100." + i;
            }
            int[] next = new int[1];
            return () -> check.allows(keys[next[0]++ % CLIENTS]);
        };
    }

    /** Each request is of another client, whose row is made by it and gone with the turn. */
    private static Contestant shared(AuthHost host, String table, String name, Check check) {
        return Tallied.of(
                name,
                thread -> {
                    int[] next = new int[1];
                    return () -> {
                        if (!check.allows(thread + "/" + next[0]++)) {
                            throw new IllegalStateException("a request within the limit must be allowed");
                        }
                    };
                },
                () -> host.tally("SELECT count(*) FROM " + table + " WHERE state IS NOT NULL", "TRUNCATE " + table));
    }

    private static Bandwidth bandwidth() {
        return Bandwidth.builder()
                .capacity(POLICY.burst())
                .refillGreedy(POLICY.limit(), POLICY.period())
                .build();
    }
}
