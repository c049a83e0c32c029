package dev.holdfast.auth.recovery;

import dev.holdfast.auth.attempt.internal.AttemptCounter;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.secret.KeyRing;
import dev.holdfast.core.tx.TransactionRunner;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/**
 * What {@link RecoveryCodes} and {@link RecoveryJobs} work with: made once, handed to both.
 *
 * @param namespace where the tables are
 * @param policy the settings
 * @param keys the ring that hashes the codes, asked at each use; its purpose is {@value #KEY_PURPOSE}
 * @param runner owns the transactions that count attempts and those of the jobs; over a small pool of its own at READ
 *     COMMITTED, since a request waits for it while it holds a connection of the host's pool
 * @param trail records acts with the host's transaction, and denials whatever becomes of it
 * @param clock the host's clock
 */
public record RecoverySetup(
        Namespace namespace,
        RecoveryPolicy policy,
        Supplier<KeyRing> keys,
        TransactionRunner runner,
        AuditTrail trail,
        Clock clock) {
    /** The purpose of the ring that hashes recovery codes. */
    public static final String KEY_PURPOSE = "recovery-code";

    /**
     * Checks the ring.
     *
     * @throws IllegalArgumentException when the ring is for another purpose
     */
    public RecoverySetup {
        var unused = keys.get().require(KEY_PURPOSE);
    }

    /**
     * A setup in the default namespace with the default policy.
     *
     * @param keys the ring that hashes the codes
     * @param runner owns transactions, on a small pool of its own
     * @param trail records acts and denials
     * @param clock the host's clock
     * @return the setup
     */
    public static RecoverySetup of(Supplier<KeyRing> keys, TransactionRunner runner, AuditTrail trail, Clock clock) {
        return new RecoverySetup(Namespace.defaults(), RecoveryPolicy.defaults(), keys, runner, trail, clock);
    }

    /**
     * The same over tables elsewhere.
     *
     * @param value the schema and prefix
     * @return the setup
     */
    public RecoverySetup withNamespace(Namespace value) {
        return new RecoverySetup(value, policy, keys, runner, trail, clock);
    }

    /**
     * The same with other settings.
     *
     * @param value the policy
     * @return the setup
     */
    public RecoverySetup withPolicy(RecoveryPolicy value) {
        return new RecoverySetup(namespace, value, keys, runner, trail, clock);
    }

    AttemptCounter attempts() {
        return new AttemptCounter(RecoveryTable.attempts(namespace), policy.budget(), runner);
    }

    /** The host's time, to the precision that the database keeps. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
