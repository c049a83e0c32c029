package dev.holdfast.auth.totp;

import dev.holdfast.auth.attempt.AttemptBudget;
import dev.holdfast.auth.totp.code.OtpAuthUri;
import dev.holdfast.auth.totp.code.TotpParameters;
import dev.holdfast.auth.totp.code.TotpSecret;
import dev.holdfast.core.Require;
import java.time.Duration;

/**
 * The settings of TOTP.
 *
 * @param issuer who the account is with, as authenticator apps show it; 1 to 64 characters, no colon
 * @param parameters algorithm, digits and period of new devices; a device keeps what it was enrolled with
 * @param driftSteps how many time steps earlier and later than the present one are accepted, 0 or 1 (RFC 6238 §5.2 and
 *     §6)
 * @param secretBytes the length of new secrets, 16 to 64 (RFC 4226 §4 R6: at least 128 bits, 160 recommended)
 * @param enrolmentLifetime how long a begun enrolment may be confirmed, 1 min to 1 h
 * @param maxDevices how many devices a user may have, 1 to 10; each verification costs the work of all of them
 * @param budget how often somebody may guess
 */
public record TotpPolicy(
        String issuer,
        TotpParameters parameters,
        int driftSteps,
        int secretBytes,
        Duration enrolmentLifetime,
        int maxDevices,
        AttemptBudget budget) {
    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException when a part is out of bounds
     */
    public TotpPolicy {
        OtpAuthUri.requireName("issuer", issuer, OtpAuthUri.MAX_ISSUER);
        Require.between("driftSteps", driftSteps, 0, 1);
        Require.between("secretBytes", secretBytes, TotpSecret.MIN_BYTES, TotpSecret.MAX_BYTES);
        Require.between("enrolmentLifetime", enrolmentLifetime, Duration.ofMinutes(1), Duration.ofHours(1));
        Require.between("maxDevices", maxDevices, 1, 10);
    }

    /**
     * SHA-1, 6 digits, 30 s, one step each side, 160-bit secrets, 10 minutes to confirm, 5 devices, the default budget.
     *
     * @param issuer who the account is with
     * @return the default policy
     */
    public static TotpPolicy defaults(String issuer) {
        return new TotpPolicy(
                issuer,
                TotpParameters.defaults(),
                1,
                TotpSecret.RECOMMENDED_BYTES,
                Duration.ofMinutes(10),
                5,
                AttemptBudget.defaults());
    }

    /**
     * The same with other parameters for new devices.
     *
     * @param value algorithm, digits and period; few apps honour any but the defaults
     * @return the policy
     */
    public TotpPolicy withParameters(TotpParameters value) {
        return new TotpPolicy(issuer, value, driftSteps, secretBytes, enrolmentLifetime, maxDevices, budget);
    }

    /**
     * The same with another tolerance for clocks that are off.
     *
     * @param value 0 or 1 step each side
     * @return the policy
     */
    public TotpPolicy withDriftSteps(int value) {
        return new TotpPolicy(issuer, parameters, value, secretBytes, enrolmentLifetime, maxDevices, budget);
    }

    /**
     * The same with another length of new secrets.
     *
     * @param value 16 to 64 bytes
     * @return the policy
     */
    public TotpPolicy withSecretBytes(int value) {
        return new TotpPolicy(issuer, parameters, driftSteps, value, enrolmentLifetime, maxDevices, budget);
    }

    /**
     * The same with another time to confirm an enrolment.
     *
     * @param value 1 min to 1 h
     * @return the policy
     */
    public TotpPolicy withEnrolmentLifetime(Duration value) {
        return new TotpPolicy(issuer, parameters, driftSteps, secretBytes, value, maxDevices, budget);
    }

    /**
     * The same with another number of devices a user.
     *
     * @param value 1 to 10
     * @return the policy
     */
    public TotpPolicy withMaxDevices(int value) {
        return new TotpPolicy(issuer, parameters, driftSteps, secretBytes, enrolmentLifetime, value, budget);
    }

    /**
     * The same with another budget of attempts.
     *
     * @param value the budget
     * @return the policy
     */
    public TotpPolicy withBudget(AttemptBudget value) {
        return new TotpPolicy(issuer, parameters, driftSteps, secretBytes, enrolmentLifetime, maxDevices, value);
    }
}
