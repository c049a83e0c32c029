package dev.holdfast.auth.login;

import dev.holdfast.core.Namespace;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.secret.KeyRing;
import dev.holdfast.core.tx.TransactionRunner;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/**
 * What {@link LoginFlow} works with, apart from the parts it composes.
 *
 * @param namespace where the table is
 * @param policy the settings
 * @param keys the ring under which challenges are hashed, asked at each use; its purpose is {@value #KEY_PURPOSE}
 * @param runner owns the flow's transactions; over the host's pool, and apart from the small pool of what counts and
 *     denies, for which a step of the login waits while it holds a connection
 * @param trail records logins with their transaction, and refusals whatever becomes of it
 * @param clock the host's clock
 */
public record LoginSetup(
        Namespace namespace,
        LoginPolicy policy,
        Supplier<KeyRing> keys,
        TransactionRunner runner,
        AuditTrail trail,
        Clock clock) {
    /** The purpose of the ring under which challenges are hashed. */
    public static final String KEY_PURPOSE = "login-challenge";

    /**
     * Checks the ring.
     *
     * @throws IllegalArgumentException when the ring is for another purpose
     */
    public LoginSetup {
        var unused = keys.get().require(KEY_PURPOSE);
    }

    /**
     * A setup in the default namespace with the default settings.
     *
     * @param keys the ring under which challenges are hashed
     * @param runner owns transactions
     * @param trail records logins and refusals
     * @param clock the host's clock
     * @return the setup
     */
    public static LoginSetup of(Supplier<KeyRing> keys, TransactionRunner runner, AuditTrail trail, Clock clock) {
        return new LoginSetup(Namespace.defaults(), LoginPolicy.defaults(), keys, runner, trail, clock);
    }

    /**
     * The same over a table elsewhere.
     *
     * @param value the schema and prefix
     * @return the setup
     */
    public LoginSetup withNamespace(Namespace value) {
        return new LoginSetup(value, policy, keys, runner, trail, clock);
    }

    /**
     * The same with other settings.
     *
     * @param value the policy
     * @return the setup
     */
    public LoginSetup withPolicy(LoginPolicy value) {
        return new LoginSetup(namespace, value, keys, runner, trail, clock);
    }

    /** The host's time, to the precision that the database keeps. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
