package dev.holdfast.auth.rate;

import dev.holdfast.core.Require;
import dev.holdfast.core.tx.SqlState;
import dev.holdfast.core.tx.TransactionRunner;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A limit that all nodes over one database share. Thread-safe.
 *
 * <p><em>Transaction.</em> Owns: each check is a short transaction on a connection of its own, which locks the client's
 * row. A rollback of the host gives nothing back.
 *
 * <p><em>Refusals.</em> When the database cannot be asked the limit fails closed: every request is refused as
 * {@link RateDecision.Cause#UNAVAILABLE}, and the log says why, at most once a minute. {@link #allowingLocal} loosens that.
 * At REPEATABLE READ and above, requests of one client that meet are refused in the same way.
 *
 * <p><em>Concurrency.</em> Requests of one client wait for each other; those of different clients do not.
 */
public final class SharedRateLimit implements RateLimit {
    private static final Logger LOG = LoggerFactory.getLogger(SharedRateLimit.class);
    private static final Duration BETWEEN_NOTES = Duration.ofMinutes(1);
    private static final RateDecision UNAVAILABLE =
            new RateDecision.Limited(Duration.ofSeconds(5), RateDecision.Cause.UNAVAILABLE);

    private final SharedRateSetup setup;
    private final SharedBuckets buckets;
    private final @Nullable RateLimit substitute;
    private final AtomicLong noted = new AtomicLong();

    private SharedRateLimit(SharedRateSetup setup, SharedBuckets buckets, @Nullable RateLimit substitute) {
        this.setup = setup;
        this.buckets = buckets;
        this.substitute = substitute;
    }

    /**
     * A limit that fails closed.
     *
     * @param setup what it works with
     * @return the limit
     * @throws IllegalStateException when {@code com.bucket4j:bucket4j_jdk17-postgresql} is not on the class path
     */
    public static SharedRateLimit of(SharedRateSetup setup) {
        return new SharedRateLimit(setup, RateLibrary.POSTGRESQL.require(() -> new SharedBuckets(setup)), null);
    }

    /**
     * The same, but while the database cannot be asked another limit decides; for requests that can be served without it.
     *
     * @param value such as {@code RateLimit.local(policy)}, which then counts for each node by itself
     * @return the limit
     */
    public SharedRateLimit allowingLocal(RateLimit value) {
        return new SharedRateLimit(setup, buckets, value);
    }

    @Override
    public RateDecision check(String key) {
        try {
            return buckets.check(key);
        } catch (RuntimeException e) {
            note(e);
            return substitute == null ? UNAVAILABLE : substitute.check(key);
        }
    }

    /**
     * Deletes rows of buckets that are full again, whatever their policy; to be called by the host's scheduler, such as
     * every ten minutes until it gives less than the batch. Owns its transaction.
     *
     * @param batch how many at most, 1 to 10,000
     * @return how many
     */
    public int deleteExpired(int batch) {
        Require.between("batch", batch, 1, 10_000);
        String sql = RateTable.delete(setup.namespace());
        OffsetDateTime now = setup.clock().instant().atOffset(ZoneOffset.UTC);
        return TransactionRunner.over(setup.dataSource()).call(tx -> tx.execute(sql, now, batch));
    }

    /** One line a minute: one a request would let whoever floods the host fill its disk as well. */
    private void note(RuntimeException failure) {
        long now = setup.clock().millis();
        long before = noted.get();
        if (now < before + BETWEEN_NOTES.toMillis() || !noted.compareAndSet(before, now)) {
            return;
        }
        LOG.warn(
                "rate limit {} could not be decided ({}, SQLSTATE {}){}; {}",
                setup.policy().name(),
                failure.getClass().getSimpleName(),
                SqlState.of(failure).orElse("none"),
                SqlState.isConflict(failure) ? ": give its data source READ COMMITTED" : "",
                substitute == null ? "the request is refused" : "this node counts by itself");
    }
}
