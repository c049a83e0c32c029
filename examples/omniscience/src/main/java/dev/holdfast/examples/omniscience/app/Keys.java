package dev.holdfast.examples.omniscience.app;

import dev.holdfast.auth.login.LoginSetup;
import dev.holdfast.auth.password.PasswordSetup;
import dev.holdfast.auth.throttle.ThrottleSetup;
import dev.holdfast.core.secret.KeyRing;
import dev.holdfast.core.secret.Secret;
import java.security.SecureRandom;

/**
 * A ring for each purpose. A real host takes them from its secret store; here they live as long as the program.
 *
 * @param passwords seals the hashes: the pepper
 * @param throttle hashes names and addresses
 * @param challenges hashes the logins under way
 */
record Keys(KeyRing passwords, KeyRing throttle, KeyRing challenges) {
    static Keys generate() {
        SecureRandom random = new SecureRandom();
        return new Keys(
                KeyRing.of(PasswordSetup.KEY_PURPOSE, "k1", Secret.random(random, 32)),
                KeyRing.of(ThrottleSetup.KEY_PURPOSE, "k1", Secret.random(random, 32)),
                KeyRing.of(LoginSetup.KEY_PURPOSE, "k1", Secret.random(random, 32)));
    }
}
