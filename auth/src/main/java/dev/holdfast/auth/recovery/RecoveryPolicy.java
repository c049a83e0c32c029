package dev.holdfast.auth.recovery;

import dev.holdfast.auth.attempt.AttemptBudget;
import dev.holdfast.core.Require;

/**
 * The settings of recovery codes.
 *
 * @param codes how many a user gets at once, 4 to 20
 * @param lowAt from how many left on the audit event of a use hints at it, 0 to {@code codes}
 * @param budget how often somebody may guess
 */
public record RecoveryPolicy(int codes, int lowAt, AttemptBudget budget) {
    private static final RecoveryPolicy DEFAULTS = new RecoveryPolicy(10, 3, AttemptBudget.defaults());

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException when a number is out of bounds
     */
    public RecoveryPolicy {
        Require.between("codes", codes, 4, 20);
        Require.between("lowAt", lowAt, 0, codes);
    }

    /**
     * 10 codes, a hint when 3 are left, the default budget.
     *
     * @return the default policy
     */
    public static RecoveryPolicy defaults() {
        return DEFAULTS;
    }

    /**
     * The same with another number of codes.
     *
     * @param value 4 to 20
     * @return the policy
     */
    public RecoveryPolicy withCodes(int value) {
        return new RecoveryPolicy(value, Math.min(lowAt, value), budget);
    }

    /**
     * The same with the hint at another number.
     *
     * @param value 0 to the number of codes
     * @return the policy
     */
    public RecoveryPolicy withLowAt(int value) {
        return new RecoveryPolicy(codes, value, budget);
    }

    /**
     * The same with another budget of attempts.
     *
     * @param value the budget
     * @return the policy
     */
    public RecoveryPolicy withBudget(AttemptBudget value) {
        return new RecoveryPolicy(codes, lowAt, value);
    }
}
