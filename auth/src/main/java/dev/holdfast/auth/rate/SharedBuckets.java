package dev.holdfast.auth.rate;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Bucket4j's buckets as rows, each locked by SELECT … FOR UPDATE for the time of one decision. */
final class SharedBuckets {
    private final RatePolicy policy;
    private final BucketConfiguration configuration;
    private final ProxyManager<String> proxies;

    SharedBuckets(SharedRateSetup setup) {
        policy = setup.policy();
        configuration = TokenBuckets.configuration(policy);
        TimeMeter meter = TokenBuckets.meter(() -> nanos(setup.clock()), true);
        proxies = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(setup.dataSource())
                .primaryKeyMapper(PrimaryKeyMapper.STRING)
                .table(RateTable.name(setup.namespace()))
                .idColumn(RateTable.ID.getName())
                .stateColumn(RateTable.STATE.getName())
                .expiresAtColumn(RateTable.EXPIRES_AT.getName())
                .clientClock(meter)
                .requestTimeout(setup.timeout())
                // A row lives for as long as its bucket takes to fill: what is deleted was full.
                .expirationAfterWrite(
                        ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(Duration.ofSeconds(1)))
                .build();
    }

    RateDecision check(String key) {
        return TokenBuckets.decision(
                proxies.getProxy(RateKeys.of(policy, key), () -> configuration).tryConsumeAndReturnRemaining(1));
    }

    private static long nanos(Clock clock) {
        Instant now = clock.instant();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }
}
