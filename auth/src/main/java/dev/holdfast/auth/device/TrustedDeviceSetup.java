package dev.holdfast.auth.device;

import dev.holdfast.core.Namespace;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.secret.KeyRing;
import dev.holdfast.core.tx.TransactionRunner;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/**
 * What {@link TrustedDevices} and {@link TrustedDeviceJobs} work with: made once, handed to both.
 *
 * @param namespace where the tables are
 * @param policy the settings
 * @param keys the ring that hashes the tokens and derives their successors, asked at each use; its purpose is
 *     {@value #KEY_PURPOSE}
 * @param runner owns the transactions of the jobs
 * @param trail records acts with the host's transaction, and denials whatever becomes of it
 * @param clock the host's clock
 */
public record TrustedDeviceSetup(
        Namespace namespace,
        TrustedDevicePolicy policy,
        Supplier<KeyRing> keys,
        TransactionRunner runner,
        AuditTrail trail,
        Clock clock) {
    /** The purpose of the ring that hashes the tokens of trusted devices. */
    public static final String KEY_PURPOSE = "trusted-device";

    /**
     * Checks the ring.
     *
     * @throws IllegalArgumentException when the ring is for another purpose
     */
    public TrustedDeviceSetup {
        var unused = keys.get().require(KEY_PURPOSE);
    }

    /**
     * A setup in the default namespace with the default policy.
     *
     * @param keys the ring that hashes the tokens
     * @param runner owns the transactions of the jobs
     * @param trail records acts and denials
     * @param clock the host's clock
     * @return the setup
     */
    public static TrustedDeviceSetup of(
            Supplier<KeyRing> keys, TransactionRunner runner, AuditTrail trail, Clock clock) {
        return new TrustedDeviceSetup(Namespace.defaults(), TrustedDevicePolicy.defaults(), keys, runner, trail, clock);
    }

    /**
     * The same over tables elsewhere.
     *
     * @param value the schema and prefix
     * @return the setup
     */
    public TrustedDeviceSetup withNamespace(Namespace value) {
        return new TrustedDeviceSetup(value, policy, keys, runner, trail, clock);
    }

    /**
     * The same with other settings.
     *
     * @param value the policy
     * @return the setup
     */
    public TrustedDeviceSetup withPolicy(TrustedDevicePolicy value) {
        return new TrustedDeviceSetup(namespace, value, keys, runner, trail, clock);
    }

    /** The host's time, to the precision that the database keeps. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
