package dev.holdfast.auth.password;

import dev.holdfast.auth.password.hash.HashingPool;
import dev.holdfast.auth.password.store.PasswordStore;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.secret.KeyRing;
import dev.holdfast.core.tx.TransactionRunner;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/**
 * What {@link Passwords}, {@link PasswordChanges} and {@link PasswordJobs} work with: made once, handed to all three.
 *
 * @param namespace where the history's table is
 * @param policy the settings
 * @param store where the host keeps the hashes
 * @param pool where hashes are computed; closed by whoever made it
 * @param keys the ring that seals the hashes, asked at each use; its purpose is {@value #KEY_PURPOSE}
 * @param runner owns the short transactions around a verification, and those of the batch jobs; at READ COMMITTED
 * @param trail records acts with their transaction, and denials whatever becomes of it
 * @param clock the host's clock
 */
public record PasswordSetup(
        Namespace namespace,
        PasswordPolicy policy,
        PasswordStore store,
        HashingPool pool,
        Supplier<KeyRing> keys,
        TransactionRunner runner,
        AuditTrail trail,
        Clock clock) {
    /** The purpose of the ring that seals hashes: the pepper. */
    public static final String KEY_PURPOSE = "password-hash";

    /**
     * Checks the ring and the pool.
     *
     * @throws IllegalArgumentException when the ring is for another purpose, or a lane of the pool does not hold the
     *     dearest hash of the policy
     */
    public PasswordSetup {
        var unused = keys.get().require(KEY_PURPOSE);
        for (var scheme : policy.slots()) {
            if (!pool.fits(scheme)) {
                throw new IllegalArgumentException("pool must have lanes of at least " + policy.memoryKib()
                        + " KiB for " + scheme.label() + ": make its limits of policy.memoryKib()");
            }
        }
    }

    /**
     * The same with other settings.
     *
     * @param value the policy
     * @return the setup
     */
    public PasswordSetup withPolicy(PasswordPolicy value) {
        return new PasswordSetup(namespace, value, store, pool, keys, runner, trail, clock);
    }

    /** The host's time, to the precision that the database keeps. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
