package dev.holdfast.migration.phase;

import dev.holdfast.core.Require;
import java.time.Duration;

/**
 * When an application's old version counts as gone.
 *
 * @param window how long after it was last seen an instance is taken to run still; 1 minute to 30 days
 * @param unseenAllowed whether the gate opens for an application of which no instance was seen in the window
 */
public record PhasePolicy(Duration window, boolean unseenAllowed) {
    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException when the window is outside them
     */
    public PhasePolicy {
        Require.between("window", window, Duration.ofMinutes(1), Duration.ofDays(30));
    }

    /**
     * Fifteen minutes; an application that nobody has seen keeps the gate closed, since its heartbeat may be missing.
     *
     * @return the default policy
     */
    public static PhasePolicy defaults() {
        return new PhasePolicy(Duration.ofMinutes(15), false);
    }

    /**
     * The same with another window.
     *
     * @param duration how long an instance is taken to run after it was last seen
     * @return the policy
     */
    public PhasePolicy withWindow(Duration duration) {
        return new PhasePolicy(duration, unseenAllowed);
    }

    /**
     * The same, open for an application that is not running at all, as in a maintenance window.
     *
     * @return the policy
     */
    public PhasePolicy allowUnseen() {
        return new PhasePolicy(window, true);
    }
}
