package dev.holdfast.auth.login.host;

import dev.holdfast.auth.device.TrustedDevicePolicy;
import dev.holdfast.auth.device.TrustedDeviceSetup;
import dev.holdfast.auth.login.LoginPolicy;
import dev.holdfast.auth.login.LoginSetup;
import dev.holdfast.auth.password.PasswordPolicy;
import dev.holdfast.auth.password.PasswordSetup;
import dev.holdfast.auth.password.hash.HashingPool;
import dev.holdfast.auth.password.store.PasswordStore;
import dev.holdfast.auth.recovery.RecoveryPolicy;
import dev.holdfast.auth.recovery.RecoverySetup;
import dev.holdfast.auth.throttle.ThrottleSetup;
import dev.holdfast.auth.throttle.policy.ThrottlePolicy;
import dev.holdfast.auth.totp.TotpPolicy;
import dev.holdfast.auth.totp.TotpSetup;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.secret.KeyRing;
import dev.holdfast.core.tx.TransactionRunner;
import java.time.Clock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a host brings to its login, said once: each part's setup is made of it, with the ring of that part's purpose and
 * the pool that is right for it.
 *
 * <p>What counts or denies while a request holds a connection of the host's pool gets the evidence pool; everything else
 * gets the request pool. Exchanged, or on one pool, requests would wait for connections that they hold themselves.
 *
 * <p>Each setup has default settings, and its own {@code withPolicy}. Thread-safe.
 *
 * @param namespace where the tables are
 * @param runners over the host's two pools
 * @param trail records acts with their transaction, and denials whatever becomes of it
 * @param keys the ring of a purpose, asked at each use, so that a rotation shows at once; the purposes are the setups'
 *     {@code KEY_PURPOSE}
 * @param clock the host's clock
 */
public record LoginHost(
        Namespace namespace, Runners runners, AuditTrail trail, Function<String, KeyRing> keys, Clock clock) {
    /**
     * A host whose tables are in the usual place.
     *
     * @param runners over the host's two pools
     * @param trail records acts and denials
     * @param keys the ring of a purpose
     * @param clock the host's clock
     * @return the host
     */
    public static LoginHost of(Runners runners, AuditTrail trail, Function<String, KeyRing> keys, Clock clock) {
        return new LoginHost(Namespace.defaults(), runners, trail, keys, clock);
    }

    /**
     * The host's two pools.
     *
     * @param requests over the pool of the host's requests, at READ COMMITTED
     * @param evidence over a small pool of its own at READ COMMITTED, which nothing else takes connections from while it
     *     holds some
     */
    public record Runners(TransactionRunner requests, TransactionRunner evidence) {}

    /**
     * The same over tables elsewhere.
     *
     * @param value the schema and prefix
     * @return the host
     */
    public LoginHost withNamespace(Namespace value) {
        return new LoginHost(value, runners, trail, keys, clock);
    }

    /**
     * For the login itself.
     *
     * @return the setup
     * @throws IllegalArgumentException when the ring is for another purpose than {@value LoginSetup#KEY_PURPOSE}
     */
    public LoginSetup login() {
        return new LoginSetup(
                namespace, LoginPolicy.defaults(), ring(LoginSetup.KEY_PURPOSE), runners.requests(), trail, clock);
    }

    /**
     * For checking and changing passwords.
     *
     * @param policy the settings
     * @param store where the host keeps the hashes
     * @param pool where hashes are computed; closed by whoever made it
     * @return the setup
     * @throws IllegalArgumentException when the ring is for another purpose than {@value PasswordSetup#KEY_PURPOSE}, or a
     *     lane of the pool does not hold the dearest hash of the policy
     */
    public PasswordSetup passwords(PasswordPolicy policy, PasswordStore store, HashingPool pool) {
        return new PasswordSetup(
                namespace, policy, store, pool, ring(PasswordSetup.KEY_PURPOSE), runners.requests(), trail, clock);
    }

    /**
     * For counting guesses.
     *
     * @return the setup
     * @throws IllegalArgumentException when the ring is for another purpose than {@value ThrottleSetup#KEY_PURPOSE}
     */
    public ThrottleSetup throttle() {
        return new ThrottleSetup(
                namespace,
                ThrottlePolicy.defaults(),
                ring(ThrottleSetup.KEY_PURPOSE),
                runners.evidence(),
                trail,
                clock);
    }

    /**
     * For authenticators.
     *
     * @param policy the settings, which name the host to its users
     * @return the setup
     * @throws IllegalArgumentException when the ring is for another purpose than {@value TotpSetup#KEY_PURPOSE}
     */
    public TotpSetup totp(TotpPolicy policy) {
        return new TotpSetup(namespace, policy, ring(TotpSetup.KEY_PURPOSE), runners.evidence(), trail, clock);
    }

    /**
     * For recovery codes.
     *
     * @return the setup
     * @throws IllegalArgumentException when the ring is for another purpose than {@value RecoverySetup#KEY_PURPOSE}
     */
    public RecoverySetup recovery() {
        return new RecoverySetup(
                namespace,
                RecoveryPolicy.defaults(),
                ring(RecoverySetup.KEY_PURPOSE),
                runners.evidence(),
                trail,
                clock);
    }

    /**
     * For trusted devices.
     *
     * @return the setup
     * @throws IllegalArgumentException when the ring is for another purpose than
     *     {@value TrustedDeviceSetup#KEY_PURPOSE}
     */
    public TrustedDeviceSetup devices() {
        return new TrustedDeviceSetup(
                namespace,
                TrustedDevicePolicy.defaults(),
                ring(TrustedDeviceSetup.KEY_PURPOSE),
                runners.requests(),
                trail,
                clock);
    }

    private Supplier<KeyRing> ring(String purpose) {
        return () -> keys.apply(purpose);
    }
}
