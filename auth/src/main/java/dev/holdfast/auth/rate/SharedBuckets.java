package dev.holdfast.auth.rate;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.jdbc.CustomColumnProvider;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.distributed.remote.RemoteBucketState;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
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
                .clientClock(meter)
                .requestTimeout(setup.timeout())
                .addCustomColumn(new FullAt())
                .build();
    }

    RateDecision check(String key) {
        return TokenBuckets.decision(
                policy,
                proxies.getProxy(RateKeys.of(policy, key), () -> configuration).tryConsumeAndReturnRemaining(1));
    }

    private static long nanos(Clock clock) {
        Instant now = clock.instant();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    /**
     * Notes with each decision when the bucket will be full, so that deleting the row gives nothing away. Bucket4j's own
     * column for that goes by the machine's clock instead of the one it is given.
     */
    private static final class FullAt implements CustomColumnProvider<String> {
        @Override
        public void setCustomField(
                String key, int index, PreparedStatement statement, RemoteBucketState state, long nanos)
                throws SQLException {
            Instant full = Instant.EPOCH.plusNanos(nanos + state.calculateFullRefillingTime(nanos));
            // Rounded up to what the database keeps; Bucket4j rounds down.
            statement.setObject(
                    index, full.plusNanos(1_000).truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC));
        }

        @Override
        public String getCustomFieldName() {
            return RateTable.EXPIRES_AT.getName();
        }
    }
}
