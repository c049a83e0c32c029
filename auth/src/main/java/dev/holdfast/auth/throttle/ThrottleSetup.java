package dev.holdfast.auth.throttle;

import dev.holdfast.auth.throttle.policy.ThrottlePolicy;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.secret.KeyRing;
import dev.holdfast.core.tx.TransactionRunner;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/**
 * What {@link LoginThrottle} and {@link ThrottleJobs} work with: made once, handed to both.
 *
 * @param namespace where the tables are
 * @param policy the settings
 * @param keys the ring under which names and addresses are hashed, asked at each use; its purpose is
 *     {@value #KEY_PURPOSE}
 * @param runner owns all transactions; over a small pool of its own at READ COMMITTED: at higher levels attempts at the
 *     same moment are refused unchecked more often than needed
 * @param trail records stops, sprays and resets by its acts, which join the throttle's own transactions, and refused
 *     attempts by its denials, once the transaction has ended: both may stand on one small pool
 * @param clock the host's clock
 */
public record ThrottleSetup(
        Namespace namespace,
        ThrottlePolicy policy,
        Supplier<KeyRing> keys,
        TransactionRunner runner,
        AuditTrail trail,
        Clock clock) {
    /** The purpose of the ring under which names and addresses are hashed. */
    public static final String KEY_PURPOSE = "login-throttle";

    /**
     * Checks the ring.
     *
     * @throws IllegalArgumentException when the ring is for another purpose
     */
    public ThrottleSetup {
        var unused = keys.get().require(KEY_PURPOSE);
    }

    /**
     * A setup in the default namespace with the default settings.
     *
     * @param keys the ring under which names and addresses are hashed
     * @param runner owns transactions, on a small pool of its own
     * @param trail records refusals, stops and resets
     * @param clock the host's clock
     * @return the setup
     */
    public static ThrottleSetup of(Supplier<KeyRing> keys, TransactionRunner runner, AuditTrail trail, Clock clock) {
        return new ThrottleSetup(Namespace.defaults(), ThrottlePolicy.defaults(), keys, runner, trail, clock);
    }

    /**
     * The same over tables elsewhere.
     *
     * @param value the schema and prefix
     * @return the setup
     */
    public ThrottleSetup withNamespace(Namespace value) {
        return new ThrottleSetup(value, policy, keys, runner, trail, clock);
    }

    /**
     * The same with other settings.
     *
     * @param value the policy
     * @return the setup
     */
    public ThrottleSetup withPolicy(ThrottlePolicy value) {
        return new ThrottleSetup(namespace, value, keys, runner, trail, clock);
    }

    /** The host's time, to the precision that the database keeps. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
