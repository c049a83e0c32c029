package dev.holdfast.auth.login.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.auth.device.TrustedDeviceSetup;
import dev.holdfast.auth.login.LoginSetup;
import dev.holdfast.auth.password.PasswordPolicy;
import dev.holdfast.auth.password.PasswordSetup;
import dev.holdfast.auth.password.hash.Argon2Cost;
import dev.holdfast.auth.password.hash.HashingLimits;
import dev.holdfast.auth.password.hash.HashingPool;
import dev.holdfast.auth.password.store.PasswordStore;
import dev.holdfast.auth.password.store.PasswordTable;
import dev.holdfast.auth.recovery.RecoverySetup;
import dev.holdfast.auth.table.KeyColumn;
import dev.holdfast.auth.throttle.ThrottleSetup;
import dev.holdfast.auth.totp.TotpPolicy;
import dev.holdfast.auth.totp.TotpSetup;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.secret.KeyRing;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.testkit.MutableClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class LoginHostTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Namespace ELSEWHERE = new Namespace("security", "hf_");

    private final TransactionRunner requests = work -> {
        throw new AssertionError("no setup runs anything");
    };
    private final TransactionRunner evidence = work -> {
        throw new AssertionError("no setup runs anything");
    };
    private final MutableClock clock = MutableClock.at(Instant.parse("2026-11-22T12:00:00Z"));
    private final AuditTrail trail = AuditTrail.of((tx, event) -> {}, (tx, event) -> {}, clock);
    private final Map<String, KeyRing> rings = new ConcurrentHashMap<>();
    private final LoginHost host = LoginHost.of(
                    new LoginHost.Runners(requests, evidence),
                    trail,
                    purpose -> rings.computeIfAbsent(purpose, one -> KeyRing.of(one, "k1", Secret.random(RANDOM, 32))),
                    clock)
            .withNamespace(ELSEWHERE);

    /** What a step waits for while it holds a connection of the request pool must not come from that pool. */
    @Test
    void setups_each_haveThePoolThatIsRightForThem() {
        assertThat(host.login().runner()).isSameAs(requests);
        assertThat(passwords().runner()).isSameAs(requests);
        assertThat(host.devices().runner()).isSameAs(requests);
        assertThat(host.throttle().runner()).isSameAs(evidence);
        assertThat(host.totp(TotpPolicy.defaults("Shop")).runner()).isSameAs(evidence);
        assertThat(host.recovery().runner()).isSameAs(evidence);
    }

    @Test
    void setups_each_haveTheHostsPlaceAndClock() {
        LoginSetup login = host.login();
        PasswordSetup passwords = passwords();
        ThrottleSetup throttle = host.throttle();
        TotpSetup totp = host.totp(TotpPolicy.defaults("Shop"));
        RecoverySetup recovery = host.recovery();
        TrustedDeviceSetup devices = host.devices();

        assertThat(new Namespace[] {
                    login.namespace(),
                    passwords.namespace(),
                    throttle.namespace(),
                    totp.namespace(),
                    recovery.namespace(),
                    devices.namespace()
                })
                .containsOnly(ELSEWHERE);
        assertThat(new Object[] {
                    login.clock(), passwords.clock(), throttle.clock(), totp.clock(), recovery.clock(), devices.clock()
                })
                .containsOnly(clock);
    }

    @Test
    void setups_ringRotated_seeItAtOnce() {
        LoginSetup login = host.login();

        rings.computeIfPresent(LoginSetup.KEY_PURPOSE, (purpose, ring) -> ring.rotate("k2", Secret.random(RANDOM, 32)));

        assertThat(login.keys().get().active().id()).isEqualTo("k2");
    }

    @Test
    void setup_ringOfAnotherPurpose_throws() {
        rings.put(ThrottleSetup.KEY_PURPOSE, KeyRing.of(LoginSetup.KEY_PURPOSE, "k1", Secret.random(RANDOM, 32)));

        assertThatThrownBy(host::throttle)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(ThrottleSetup.KEY_PURPOSE);
    }

    private PasswordSetup passwords() {
        PasswordPolicy policy = PasswordPolicy.defaults().withCost(new Argon2Cost(64, 1, 1));
        PasswordStore store =
                PasswordStore.of(PasswordTable.of("public", "users", KeyColumn.bigint("id"), "password_hash"));
        try (HashingPool pool = HashingPool.of(new HashingLimits(1, 0, Duration.ofMillis(1), 64))) {
            return host.passwords(policy, store, pool);
        }
    }
}
