package dev.holdfast.examples.zekka.app.login;

import dev.holdfast.auth.device.TrustedDeviceSetup;
import dev.holdfast.auth.login.LoginSetup;
import dev.holdfast.auth.password.PasswordPolicy;
import dev.holdfast.auth.password.PasswordSetup;
import dev.holdfast.auth.password.hash.HashingPool;
import dev.holdfast.auth.password.store.PasswordStore;
import dev.holdfast.auth.recovery.RecoverySetup;
import dev.holdfast.auth.throttle.ThrottleSetup;
import dev.holdfast.auth.throttle.policy.ThrottlePolicy;
import dev.holdfast.auth.totp.TotpPolicy;
import dev.holdfast.auth.totp.TotpSetup;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.event.AuditTrail;
import java.time.Clock;

/**
 * What each part of login works with. What counts attempts has the small pool: a rollback of a request must not hide them.
 *
 * @param pools the connections
 * @param keys a ring for each purpose
 * @param trail where acts and denials are recorded
 * @param clock Zekka's clock
 */
record Setups(Pools pools, Keys keys, AuditTrail trail, Clock clock) {
    LoginSetup login() {
        return LoginSetup.of(keys.of(LoginSetup.KEY_PURPOSE), pools.requests(), trail, clock);
    }

    PasswordSetup password(PasswordPolicy policy, HashingPool hashing) {
        return new PasswordSetup(
                Namespace.defaults(),
                policy,
                PasswordStore.of(UserTable.PASSWORDS),
                hashing,
                keys.of(PasswordSetup.KEY_PURPOSE),
                pools.requests(),
                trail,
                clock);
    }

    /** Three guesses at an account from one address, five in all, then waits: Zekka's users are administrators. */
    ThrottleSetup throttle() {
        return ThrottleSetup.of(keys.of(ThrottleSetup.KEY_PURPOSE), pools.evidence(), trail, clock)
                .withPolicy(ThrottlePolicy.strict());
    }

    TotpSetup totp() {
        return TotpSetup.of(
                TotpPolicy.defaults("Zekka"), keys.of(TotpSetup.KEY_PURPOSE), pools.evidence(), trail, clock);
    }

    RecoverySetup recovery() {
        return RecoverySetup.of(keys.of(RecoverySetup.KEY_PURPOSE), pools.evidence(), trail, clock);
    }

    TrustedDeviceSetup devices() {
        return TrustedDeviceSetup.of(keys.of(TrustedDeviceSetup.KEY_PURPOSE), pools.requests(), trail, clock);
    }
}
