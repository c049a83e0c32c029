package dev.holdfast.auth.throttle;

import dev.holdfast.auth.throttle.policy.BucketPolicy;
import java.time.Duration;
import java.time.Instant;

/** One bucket in memory: the same arithmetic as the statements. Not thread-safe. */
final class MemoryBucket {
    private final BucketPolicy policy;
    private int failures;
    private Instant emptyAt;
    private Instant lastAt;
    private Instant previousAt;
    private boolean stopped;
    private long generation;

    MemoryBucket(BucketPolicy policy) {
        this.policy = policy;
        this.emptyAt = Instant.MIN;
        this.lastAt = Instant.MIN;
        this.previousAt = Instant.MIN;
    }

    /** What is left of the failures; never more than were counted, though the clock stepped back. */
    private int level(Instant now) {
        if (!emptyAt.isAfter(now)) {
            return 0;
        }
        // Rounded up: a failure is held until exactly its time has passed.
        Duration left = Duration.between(now, emptyAt).minusNanos(1);
        return (int) Math.min(failures, left.dividedBy(policy.forgetOneEach()) + 1);
    }

    /** How long an attempt has to wait; zero when it may be counted. */
    Duration refusal(Instant now) {
        int level = level(now);
        if (stopped || (policy.stopAt() > 0 && level >= policy.stopAt())) {
            return policy.maxDelay();
        }
        // A last attempt further ahead than any wait is the mark of a clock that was set back.
        boolean setBack = level >= policy.free() && lastAt.isAfter(now.plus(policy.maxDelay()));
        if (level < policy.free() || setBack) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(now, lastAt.plus(policy.delay(level)));
        return left.isNegative() ? Duration.ZERO : left;
    }

    /**
     * What an attempt took.
     *
     * @param bucket from where
     * @param generation which filling of the bucket
     * @param lastAt the time that the attempt wrote
     */
    record Taken(MemoryBucket bucket, long generation, Instant lastAt) {
        /** Gives it back, unless the bucket was emptied since. */
        void giveBack() {
            if (generation == bucket.generation && bucket.failures > 0) {
                bucket.failures--;
                bucket.emptyAt = bucket.emptyAt.minus(bucket.policy.forgetOneEach());
                bucket.lastAt = bucket.lastAt.equals(lastAt) ? bucket.previousAt : bucket.lastAt;
                bucket.stopped = false;
            }
        }
    }

    /** Counts an attempt. */
    Taken count(Instant now) {
        int level = level(now);
        if (level == 0) {
            generation++;
            emptyAt = now;
        }
        Instant full = now.plus(policy.forgetOneEach().multipliedBy(level));
        emptyAt = (emptyAt.isBefore(full) ? emptyAt : full).plus(policy.forgetOneEach());
        failures = level + 1;
        previousAt = lastAt;
        lastAt = lastAt.isAfter(now.plus(policy.maxDelay())) || lastAt.isBefore(now) ? now : lastAt;
        stopped = failures == policy.stopAt();
        return new Taken(this, generation, lastAt);
    }
}
