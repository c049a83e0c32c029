package dev.holdfast.auth.totp.code;

import dev.holdfast.core.Require;
import java.time.Duration;
import java.time.Instant;

/**
 * What an authenticator and a verifier must agree on beside the secret. Fixed for a device's life.
 *
 * @param algorithm the HMAC
 * @param digits the length of a code, 6 to 8 (RFC 4226 §5.3 asks for at least 6)
 * @param period how long a time step lasts, whole seconds from 15 s to 2 min
 */
public record TotpParameters(TotpAlgorithm algorithm, int digits, Duration period) {
    private static final Duration MIN_PERIOD = Duration.ofSeconds(15);
    private static final Duration MAX_PERIOD = Duration.ofMinutes(2);
    private static final TotpParameters DEFAULTS = new TotpParameters(TotpAlgorithm.SHA1, 6, Duration.ofSeconds(30));

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException when a part is out of bounds, or the period is not of whole seconds
     */
    public TotpParameters {
        Require.between("digits", digits, 6, 8);
        Require.between("period", period, MIN_PERIOD, MAX_PERIOD);
        if (!period.equals(Duration.ofSeconds(period.toSeconds()))) {
            throw new IllegalArgumentException("period must be of whole seconds, got " + period);
        }
    }

    /**
     * SHA-1, 6 digits, 30 s: the only ones that every authenticator app honours.
     *
     * @return the parameters of RFC 6238 §4 and §5.2
     */
    public static TotpParameters defaults() {
        return DEFAULTS;
    }

    /**
     * The time step an instant lies in: it begins at its first second and ends before the next one's.
     *
     * @param now the instant
     * @return T of RFC 6238 §4.2, with T0 = 0
     */
    public long stepAt(Instant now) {
        return Math.floorDiv(now.getEpochSecond(), period.toSeconds());
    }

    /**
     * When a time step begins.
     *
     * @param step the step
     * @return its first instant
     */
    public Instant startOf(long step) {
        return Instant.ofEpochSecond(Math.multiplyExact(step, period.toSeconds()));
    }
}
