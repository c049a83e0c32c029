package dev.holdfast.auth.login;

import dev.holdfast.core.Require;
import java.time.Duration;

/**
 * The settings of login.
 *
 * @param challengeLifetime how long the second factor is waited for after the password, 1 to 15 min
 * @param attemptsPerChallenge how many responses are checked before the password is asked for again, 1 to 10
 */
public record LoginPolicy(Duration challengeLifetime, int attemptsPerChallenge) {
    private static final int MAX_ATTEMPTS = 10;
    private static final LoginPolicy DEFAULTS = new LoginPolicy(Duration.ofMinutes(5), 5);

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException when a part is out of bounds
     */
    public LoginPolicy {
        Require.between("challengeLifetime", challengeLifetime, Duration.ofMinutes(1), Duration.ofMinutes(15));
        Require.between("attemptsPerChallenge", attemptsPerChallenge, 1, MAX_ATTEMPTS);
    }

    /**
     * Five minutes, five attempts.
     *
     * @return the default policy
     */
    public static LoginPolicy defaults() {
        return DEFAULTS;
    }

    /**
     * The same with another lifetime.
     *
     * @param value 1 to 15 min
     * @return the policy
     */
    public LoginPolicy withChallengeLifetime(Duration value) {
        return new LoginPolicy(value, attemptsPerChallenge);
    }

    /**
     * The same with another number of attempts.
     *
     * @param value 1 to 10
     * @return the policy
     */
    public LoginPolicy withAttemptsPerChallenge(int value) {
        return new LoginPolicy(challengeLifetime, value);
    }
}
