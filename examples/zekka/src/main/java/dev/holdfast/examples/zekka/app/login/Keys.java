package dev.holdfast.examples.zekka.app.login;

import dev.holdfast.auth.device.TrustedDeviceSetup;
import dev.holdfast.auth.login.LoginSetup;
import dev.holdfast.auth.password.PasswordSetup;
import dev.holdfast.auth.recovery.RecoverySetup;
import dev.holdfast.auth.throttle.ThrottleSetup;
import dev.holdfast.auth.totp.TotpSetup;
import dev.holdfast.core.secret.KeyRing;
import dev.holdfast.core.secret.Secret;
import java.security.SecureRandom;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A ring for each purpose, so that one can be rotated without the others. A real host takes them from its secret store; here
 * they live as long as the program.
 *
 * @param rings by purpose
 */
record Keys(Map<String, KeyRing> rings) {
    /** Copies the rings. */
    Keys {
        rings = Map.copyOf(rings);
    }

    static Keys generate() {
        SecureRandom random = new SecureRandom();
        return new Keys(Stream.of(
                        PasswordSetup.KEY_PURPOSE,
                        ThrottleSetup.KEY_PURPOSE,
                        LoginSetup.KEY_PURPOSE,
                        TotpSetup.KEY_PURPOSE,
                        RecoverySetup.KEY_PURPOSE,
                        TrustedDeviceSetup.KEY_PURPOSE)
                .collect(Collectors.toMap(
                        purpose -> purpose, purpose -> KeyRing.of(purpose, "k1", Secret.random(random, 32)))));
    }

    /** The ring of a purpose, asked at each use. */
    Supplier<KeyRing> of(String purpose) {
        KeyRing ring = rings.get(purpose);
        if (ring == null) {
            throw new IllegalArgumentException("purpose must be one of " + rings.keySet() + ", got " + purpose);
        }
        return () -> ring;
    }
}
