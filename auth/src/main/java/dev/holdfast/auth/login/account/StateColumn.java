package dev.holdfast.auth.login.account;

import dev.holdfast.core.Require;
import org.jspecify.annotations.Nullable;

/**
 * One column that can put an account into another state than active.
 *
 * @param column the column
 * @param test what must be true of it
 * @param value what it is compared with, for {@link Test#OTHER_THAN}; null for the other tests
 * @param state the state the account is in then
 */
public record StateColumn(
        String column, Test test, @Nullable String value, AccountState state) {
    private static final int MAX_VALUE = 100;

    /** What can be true of a column. */
    public enum Test {
        /** A boolean is true. */
        TRUE,
        /** A boolean is false or null. */
        NOT_TRUE,
        /** There is no value. */
        NULL,
        /** There is a value. */
        NOT_NULL,
        /** A timestamptz lies in the future; at that very instant it no longer does. */
        IN_FUTURE,
        /** The value, as text, is another one, or null. */
        OTHER_THAN
    }

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException when the column is not an identifier, the state is active, or a value is given
     *     where none is compared
     */
    public StateColumn {
        Require.identifier("column", column);
        if (state == AccountState.ACTIVE) {
            throw new IllegalArgumentException("state of column " + column + " must be one that refuses, got ACTIVE");
        }
        if ((test == Test.OTHER_THAN) != (value != null)) {
            throw new IllegalArgumentException(
                    "value of column " + column + " must be given for the test OTHER_THAN and no other, got " + test);
        }
        if (value != null) {
            Require.text("value", value, MAX_VALUE);
        }
    }
}
