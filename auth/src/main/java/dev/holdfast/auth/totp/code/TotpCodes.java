package dev.holdfast.auth.totp.code;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.security.InvalidKeyException;
import java.security.Key;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.spec.SecretKeySpec;

/**
 * Computes and matches codes for one set of parameters. Source: RFC 6238 §4, RFC 4226 §5.3.
 *
 * <p>Codes are compared as numbers: the library's text form is written in the default locale's digits, and refuses
 * every valid code under {@code ar-EG} or {@code fa-IR}. Immutable and thread-safe.
 *
 * <p><em>Security note.</em> This is the arithmetic alone. Whether a step was used before, and how often somebody may
 * guess, is for the verifier.
 */
public final class TotpCodes {
    private static final int NO_CODE = -1;

    private final TotpParameters parameters;
    private final TimeBasedOneTimePasswordGenerator generator;

    private TotpCodes(TotpParameters parameters) {
        this.parameters = parameters;
        this.generator = new TimeBasedOneTimePasswordGenerator(
                parameters.period(), parameters.digits(), parameters.algorithm().hmac());
    }

    /**
     * The arithmetic for some parameters.
     *
     * @param parameters algorithm, digits and period
     * @return codes under them
     */
    public static TotpCodes of(TotpParameters parameters) {
        return new TotpCodes(parameters);
    }

    /**
     * Whether a text can be a code at all: 6 to 8 ASCII digits.
     *
     * @param text what somebody entered
     * @return false when no device could have shown it
     */
    public static boolean isWellFormed(String text) {
        return text.length() >= 6
                && text.length() <= 8
                && text.chars().allMatch(character -> character >= '0' && character <= '9');
    }

    /**
     * The code an authenticator shows during a time step.
     *
     * @param secret the shared secret
     * @param step the time step
     * @return as many ASCII digits as the parameters say
     */
    public String codeAt(TotpSecret secret, long step) {
        String digits = Integer.toString(numberAt(key(secret), step));
        return "0".repeat(parameters.digits() - digits.length()) + digits;
    }

    /**
     * The newest time step around an instant that shows the code.
     *
     * <p>Every step of the window is computed and compared in constant time, whether one matched before or not. The
     * newest of several is given, so that a code which two steps happen to share is used up with both.
     *
     * @param secret the shared secret
     * @param code what was entered; one that is not {@linkplain #isWellFormed well-formed} matches nothing
     * @param now the verifier's time
     * @param window how many steps earlier and later than the present one are accepted
     * @return the step, or empty
     */
    public OptionalLong match(TotpSecret secret, String code, Instant now, int window) {
        if (!isWellFormed(code)) {
            return OptionalLong.empty();
        }
        Key key = key(secret);
        // Only ASCII digits get here: parseInt would read those of every script.
        int entered = code.length() == parameters.digits() ? Integer.parseInt(code) : NO_CODE;
        long present = parameters.stepAt(now);
        long newest = -1;
        for (long step = Math.max(present - window, 0); step <= present + window; step++) {
            newest = same(numberAt(key, step), entered) ? step : newest;
        }
        return newest < 0 ? OptionalLong.empty() : OptionalLong.of(newest);
    }

    private int numberAt(Key key, long step) {
        try {
            return generator.generateOneTimePassword(key, parameters.startOf(step));
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("this JVM must offer " + key.getAlgorithm(), e);
        }
    }

    private Key key(TotpSecret secret) {
        return new SecretKeySpec(
                secret.value().exposeBytes(), parameters.algorithm().hmac());
    }

    /** Without a branch: for any other difference than 0 the sign bit of d or of -d is set. */
    private static boolean same(int a, int b) {
        int difference = a ^ b;
        return ((difference | -difference) >>> 31) == 0;
    }
}
