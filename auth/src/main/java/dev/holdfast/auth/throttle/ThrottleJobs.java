package dev.holdfast.auth.throttle;

import static dev.holdfast.auth.throttle.ThrottleTable.ACCOUNT;
import static dev.holdfast.auth.throttle.ThrottleTable.BUCKET;
import static dev.holdfast.auth.throttle.ThrottleTable.COUNTRY;
import static dev.holdfast.auth.throttle.ThrottleTable.EMPTY_AT;
import static dev.holdfast.auth.throttle.ThrottleTable.KIND;
import static dev.holdfast.auth.throttle.ThrottleTable.LAST_AT;
import static dev.holdfast.auth.throttle.ThrottleTable.STOPPED_AT;

import dev.holdfast.auth.internal.Batches;
import dev.holdfast.auth.throttle.policy.ThrottleBucket;
import dev.holdfast.core.Require;
import dev.holdfast.core.secret.HashTag;
import dev.holdfast.core.tx.HostTransaction;
import java.time.Instant;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * The batch jobs of the throttle, which the host's scheduler calls, and what its administrators look at.
 *
 * <p><em>Transaction.</em> Owns: each batch of at most {@value #BATCH} rows is a transaction of the setup's runner, and
 * rows that somebody else has locked are passed over. Several nodes may run a job at once. Thread-safe.
 */
public final class ThrottleJobs {
    /** The most rows of a batch. */
    public static final int BATCH = 500;

    private final ThrottleSetup setup;
    private final BucketNames names;
    private final Batches batches;

    private ThrottleJobs(ThrottleSetup setup) {
        this.setup = setup;
        this.names = new BucketNames(setup.policy(), setup.keys());
        this.batches = new Batches(setup.runner(), BATCH);
    }

    /**
     * The jobs.
     *
     * @param setup what they work with
     * @return the jobs
     */
    public static ThrottleJobs of(ThrottleSetup setup) {
        return new ThrottleJobs(setup);
    }

    /**
     * An account that is shut until {@link LoginThrottle#reset}.
     *
     * @param reference stands for its name, which is not kept; one of {@link #references} of the same account
     * @param since when its last failure was counted
     */
    public record ShutAccount(String reference, Instant since) {}

    /**
     * Deletes buckets that have forgotten all their failures, and places that are too long ago. What is shut stays. Call
     * it every few minutes: what an attacker fills with made-up names is gone a day later.
     *
     * @return how many rows were deleted
     */
    public int deleteStale() {
        Instant now = setup.now();
        Instant placesUntil = now.minus(setup.policy().placeMemory());
        return batches.all(own -> deleteBuckets(own, EMPTY_AT.le(now).and(STOPPED_AT.isNull())))
                + batches.all(own -> deletePlaces(own, placesUntil));
    }

    /**
     * Opens what has been shut since before a moment: for hosts that do not want names that nobody has to stay in the
     * table for ever. Each opened account may be guessed at 100 times more.
     *
     * @param before what was shut earlier than this
     * @return how many buckets were deleted
     */
    public int forgetShutBefore(Instant before) {
        return batches.all(own -> deleteBuckets(own, STOPPED_AT.lt(before)));
    }

    /**
     * The accounts that are shut, the latest first.
     *
     * @param limit how many at most, 1 to 1,000
     * @return references and times
     */
    public List<ShutAccount> shutAccounts(int limit) {
        Require.between("limit", limit, 1, 1000);
        return setup.runner()
                .call(own -> HostTransaction.join(own)
                        .select(BUCKET, STOPPED_AT)
                        .from(ThrottleTable.buckets(setup.namespace()))
                        .where(STOPPED_AT.isNotNull(), KIND.eq(ThrottleBucket.ACCOUNT.name()))
                        .orderBy(STOPPED_AT.desc(), BUCKET)
                        .limit(limit)
                        .fetch(row -> new ShutAccount(BucketNames.reference(row.value1()), row.value2())));
    }

    /**
     * What stands for an account in events and in {@link #shutAccounts}.
     *
     * @param account the account
     * @return its reference under each accepted key, the active key's first
     */
    public List<String> references(AccountName account) {
        return names.of(account).stream()
                .map(HashTag::hash)
                .map(BucketNames::reference)
                .toList();
    }

    private int deleteBuckets(DSLContext own, Condition which) {
        Table<Record> table = ThrottleTable.buckets(setup.namespace());
        return own.deleteFrom(table)
                .where(BUCKET.in(own.select(BUCKET)
                        .from(table)
                        .where(which)
                        .limit(BATCH)
                        .forUpdate()
                        .skipLocked()))
                .execute();
    }

    private int deletePlaces(DSLContext own, Instant until) {
        Table<Record> table = ThrottleTable.places(setup.namespace());
        return own.deleteFrom(table)
                .where(DSL.row(ACCOUNT, COUNTRY)
                        .in(own.select(ACCOUNT, COUNTRY)
                                .from(table)
                                .where(LAST_AT.le(until))
                                .limit(BATCH)
                                .forUpdate()
                                .skipLocked()))
                .execute();
    }
}
