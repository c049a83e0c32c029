package dev.holdfast.auth.totp;

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
 * What {@link TotpEnrolment}, {@link TotpVerifier} and {@link TotpJobs} work with: made once, handed to all three.
 *
 * @param namespace where the tables are
 * @param policy the settings
 * @param keys the ring that seals the secrets, asked at each use; its purpose is {@value #KEY_PURPOSE}
 * @param runner owns the transactions that count attempts and those of the batch jobs; over a small pool of its own at
 *     READ COMMITTED, since a request waits for it while it holds a connection of the host's pool
 * @param trail records acts with the host's transaction, and denials whatever becomes of it
 * @param clock the host's clock
 */
public record TotpSetup(
        Namespace namespace,
        TotpPolicy policy,
        Supplier<KeyRing> keys,
        TransactionRunner runner,
        AuditTrail trail,
        Clock clock) {
    /** The purpose of the ring that seals TOTP secrets. */
    public static final String KEY_PURPOSE = "totp-secret";

    /**
     * Checks the ring.
     *
     * @throws IllegalArgumentException when the ring is for another purpose
     */
    public TotpSetup {
        var unused = keys.get().require(KEY_PURPOSE);
    }

    /**
     * A setup in the default namespace.
     *
     * @param policy the settings
     * @param keys the ring that seals the secrets
     * @param runner owns transactions, on a small pool of its own
     * @param trail records acts and denials
     * @param clock the host's clock
     * @return the setup
     */
    public static TotpSetup of(
            TotpPolicy policy, Supplier<KeyRing> keys, TransactionRunner runner, AuditTrail trail, Clock clock) {
        return new TotpSetup(Namespace.defaults(), policy, keys, runner, trail, clock);
    }

    /**
     * The same over tables elsewhere.
     *
     * @param value the schema and prefix
     * @return the setup
     */
    public TotpSetup withNamespace(Namespace value) {
        return new TotpSetup(value, policy, keys, runner, trail, clock);
    }

    /**
     * The same with other settings.
     *
     * @param value the policy
     * @return the setup
     */
    public TotpSetup withPolicy(TotpPolicy value) {
        return new TotpSetup(namespace, value, keys, runner, trail, clock);
    }

    AttemptCounter attempts() {
        return new AttemptCounter(TotpTable.attempts(namespace), policy.budget(), runner);
    }

    /** The host's time, to the precision that the database keeps. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
