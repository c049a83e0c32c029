package dev.holdfast.auth.attempt;

import dev.holdfast.core.Require;
import java.time.Duration;

/**
 * How often somebody may guess at a user's codes.
 *
 * <p>With 6 digits and three steps accepted a guess hits with 3 in 10^6, so all attempts allowed until a reset hit with
 * 3 in 10^4. Source for the cap: NIST SP 800-63B-4 §3.2.2, at most 100 consecutive failed attempts.
 *
 * @param perChallenge attempts within one challenge, 1 to 20
 * @param perWindow attempts within any stretch of {@code window}, 1 to {@code inAll}
 * @param window the stretch, 1 min to 24 h; an attempt leaves it exactly when the stretch has passed
 * @param inAll attempts until a reset, not counting what successes gave back, 1 to 100
 */
public record AttemptBudget(int perChallenge, int perWindow, Duration window, int inAll) {
    private static final int MAX_PER_CHALLENGE = 20;
    private static final int MAX_IN_ALL = 100;
    private static final AttemptBudget DEFAULTS = new AttemptBudget(5, 10, Duration.ofMinutes(15), 100);

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException when a part is out of bounds
     */
    public AttemptBudget {
        Require.between("perChallenge", perChallenge, 1, MAX_PER_CHALLENGE);
        Require.between("inAll", inAll, 1, MAX_IN_ALL);
        Require.between("perWindow", perWindow, 1, inAll);
        Require.between("window", window, Duration.ofMinutes(1), Duration.ofHours(24));
    }

    /**
     * 5 a challenge, 10 in 15 minutes, 100 in all.
     *
     * @return the default budget
     */
    public static AttemptBudget defaults() {
        return DEFAULTS;
    }

    /**
     * The same with another number a challenge.
     *
     * @param value 1 to 20
     * @return the budget
     */
    public AttemptBudget withPerChallenge(int value) {
        return new AttemptBudget(value, perWindow, window, inAll);
    }

    /**
     * The same with another number in another stretch of time.
     *
     * @param value 1 to the number in all
     * @param stretch 1 min to 24 h
     * @return the budget
     */
    public AttemptBudget withPerWindow(int value, Duration stretch) {
        return new AttemptBudget(perChallenge, value, stretch, inAll);
    }

    /**
     * The same with another number in all.
     *
     * @param value 1 to 100, no less than the number a window
     * @return the budget
     */
    public AttemptBudget withInAll(int value) {
        return new AttemptBudget(perChallenge, perWindow, window, value);
    }
}
