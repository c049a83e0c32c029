package dev.holdfast.auth.throttle.policy;

import dev.holdfast.core.Require;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * The settings of a throttle.
 *
 * @param buckets what each kind of bucket allows; each has one. {@code ACCOUNT} and {@code DEVICE} stop at 100 or fewer
 *     (NIST SP 800-63B-4 §3.2.2)
 * @param names which spellings name one account
 * @param globalShards into how many rows the host's own bucket is split, 1 to 256: so many logins can be counted at the
 *     same moment. The bucket's policy is that of one shard
 * @param sprayAccounts at how many accounts with failures from one address an event tells of it, 2 to 10,000
 * @param placeMemory how long a place is known after the last login from there, P1D to P730D
 */
public record ThrottlePolicy(
        Map<ThrottleBucket, BucketPolicy> buckets,
        NameForm names,
        int globalShards,
        int sprayAccounts,
        Duration placeMemory) {
    private static final int MAX_CONSECUTIVE = 100;

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException when a part is out of bounds, or a bucket has no policy
     */
    public ThrottlePolicy {
        for (ThrottleBucket kind : ThrottleBucket.values()) {
            if (!buckets.containsKey(kind)) {
                throw new IllegalArgumentException("buckets must have a policy for each kind, got none for " + kind);
            }
        }
        buckets = Map.copyOf(new EnumMap<>(buckets));
        requireStop(buckets, ThrottleBucket.ACCOUNT);
        requireStop(buckets, ThrottleBucket.DEVICE);
        Require.between("globalShards", globalShards, 1, 256);
        Require.between("sprayAccounts", sprayAccounts, 2, 10_000);
        Require.between("placeMemory", placeMemory, Duration.ofDays(1), Duration.ofDays(730));
    }

    /**
     * Failures without waiting: 5 of an account from one address, 10 of an account, 10 on a known device, 30 of an
     * address, 1,600 of the host at once and 16 a second. Then 30 s doubling to 15 min (the host: 1 s to 30 s), and a
     * stop at 100 for an account and for a device. An account and a device forget one failure a day.
     *
     * @return the default policy
     */
    public static ThrottlePolicy defaults() {
        Map<ThrottleBucket, BucketPolicy> buckets = new EnumMap<>(ThrottleBucket.class);
        BucketPolicy account = BucketPolicy.of(10, Duration.ofDays(1)).withStopAt(MAX_CONSECUTIVE);
        buckets.put(ThrottleBucket.PAIR, BucketPolicy.of(5, Duration.ofHours(1)));
        buckets.put(ThrottleBucket.DEVICE, account);
        buckets.put(ThrottleBucket.ACCOUNT, account);
        buckets.put(ThrottleBucket.ADDRESS, BucketPolicy.of(30, Duration.ofMinutes(1)));
        buckets.put(
                ThrottleBucket.GLOBAL,
                BucketPolicy.of(100, Duration.ofSeconds(1)).withDelays(Duration.ofSeconds(1), Duration.ofSeconds(30)));
        return new ThrottlePolicy(buckets, NameForm.ignoringCase(), 16, 10, Duration.ofDays(180));
    }

    /**
     * For administrators and the like: 3 failures of an account from one address, 5 of an account, and a stop at 20.
     *
     * @return the stricter policy
     */
    public static ThrottlePolicy strict() {
        ThrottlePolicy usual = defaults();
        BucketPolicy account = usual.bucket(ThrottleBucket.ACCOUNT).withFree(5).withStopAt(20);
        return usual.withBucket(
                        ThrottleBucket.PAIR, usual.bucket(ThrottleBucket.PAIR).withFree(3))
                .withBucket(ThrottleBucket.ACCOUNT, account)
                .withBucket(ThrottleBucket.DEVICE, account);
    }

    /**
     * What one kind of bucket allows.
     *
     * @param kind the kind
     * @return its policy
     */
    @SuppressWarnings("NullAway") // the constructor refuses a map without one
    public BucketPolicy bucket(ThrottleBucket kind) {
        return buckets.get(kind);
    }

    /**
     * The same with another policy for one kind of bucket.
     *
     * @param kind the kind
     * @param value what it allows
     * @return the policy
     */
    public ThrottlePolicy withBucket(ThrottleBucket kind, BucketPolicy value) {
        Map<ThrottleBucket, BucketPolicy> changed = new EnumMap<>(buckets);
        changed.put(kind, value);
        return new ThrottlePolicy(changed, names, globalShards, sprayAccounts, placeMemory);
    }

    /**
     * The same with other spellings for one account.
     *
     * @param value at least as coarse as the host's lookup
     * @return the policy
     */
    public ThrottlePolicy withNames(NameForm value) {
        return new ThrottlePolicy(buckets, value, globalShards, sprayAccounts, placeMemory);
    }

    /**
     * The same with the host's own bucket split otherwise; its policy is that of one shard.
     *
     * @param value 1 to 256
     * @return the policy
     */
    public ThrottlePolicy withGlobalShards(int value) {
        return new ThrottlePolicy(buckets, names, value, sprayAccounts, placeMemory);
    }

    /**
     * The same with another number of accounts that makes an event.
     *
     * @param value 2 to 10,000
     * @return the policy
     */
    public ThrottlePolicy withSprayAccounts(int value) {
        return new ThrottlePolicy(buckets, names, globalShards, value, placeMemory);
    }

    /**
     * The same with another memory for places.
     *
     * @param value P1D to P730D
     * @return the policy
     */
    public ThrottlePolicy withPlaceMemory(Duration value) {
        return new ThrottlePolicy(buckets, names, globalShards, sprayAccounts, value);
    }

    private static void requireStop(Map<ThrottleBucket, BucketPolicy> buckets, ThrottleBucket kind) {
        BucketPolicy policy = buckets.get(kind);
        if (policy != null) {
            Require.between(kind + " stopAt", policy.stopAt(), 2, MAX_CONSECUTIVE);
        }
    }
}
