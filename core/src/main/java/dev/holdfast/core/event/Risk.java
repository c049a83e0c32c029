package dev.holdfast.core.event;

import dev.holdfast.core.Require;

/**
 * The risk seen in an act.
 *
 * @param level the level
 * @param score the score behind it, 0 to 100
 * @param suspicious whether somebody should look at it
 */
public record Risk(RiskLevel level, int score, boolean suspicious) {
    private static final Risk NONE = new Risk(RiskLevel.NONE, 0, false);

    /**
     * Checks the score.
     *
     * @throws IllegalArgumentException when it is not between 0 and 100
     */
    public Risk {
        Require.between("score", score, 0, 100);
    }

    /**
     * Nothing stood out.
     *
     * @return level NONE, score 0, not suspicious
     */
    public static Risk none() {
        return NONE;
    }
}
