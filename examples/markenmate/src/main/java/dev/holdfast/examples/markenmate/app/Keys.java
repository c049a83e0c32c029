package dev.holdfast.examples.markenmate.app;

import dev.holdfast.auth.stepup.StepUpTokens;
import dev.holdfast.auth.totp.TotpSetup;
import dev.holdfast.core.secret.KeyRing;
import dev.holdfast.core.secret.Secret;
import java.security.SecureRandom;

/**
 * A ring for each purpose. A real host takes them from its secret store; here they live as long as the program.
 *
 * @param stepUp hashes step-up tokens
 * @param totp seals TOTP secrets
 */
record Keys(KeyRing stepUp, KeyRing totp) {
    static Keys generate() {
        SecureRandom random = new SecureRandom();
        return new Keys(
                KeyRing.of(StepUpTokens.PURPOSE, "k1", Secret.random(random, 32)),
                KeyRing.of(TotpSetup.KEY_PURPOSE, "k1", Secret.random(random, 32)));
    }
}
