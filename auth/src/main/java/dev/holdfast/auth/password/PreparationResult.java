package dev.holdfast.auth.password;

import dev.holdfast.auth.password.rule.PasswordFault;
import java.time.Duration;
import java.util.Set;

/** What became of a new password before any transaction. */
public sealed interface PreparationResult {
    /**
     * It is good: hand it to {@link PasswordChanges#change}.
     *
     * @param password the new password, hashed
     */
    record Prepared(PreparedPassword password) implements PreparationResult {}

    /**
     * It is not good enough.
     *
     * @param faults why; at least one, and the user may see them
     */
    record Refused(Set<PasswordFault> faults) implements PreparationResult {
        /** Copies the faults. */
        public Refused {
            faults = Set.copyOf(faults);
        }
    }

    /** The present password that was asked for is wrong. */
    record WrongCurrent() implements PreparationResult {}

    /**
     * Nothing was decided: too many passwords are being hashed.
     *
     * @param retryAfter when to try again, at least a second
     */
    record Busy(Duration retryAfter) implements PreparationResult {}

    /**
     * Makes one value of any result.
     *
     * @param cases a function for each
     * @param <T> the value's type
     * @return the value
     */
    default <T> T fold(Cases<T> cases) {
        if (this instanceof Prepared prepared) {
            return cases.prepared(prepared.password());
        }
        if (this instanceof Refused refused) {
            return cases.refused(refused.faults());
        }
        return this instanceof Busy busy ? cases.busy(busy.retryAfter()) : cases.wrongCurrent();
    }

    /**
     * What to do in each case.
     *
     * @param <T> the value's type
     */
    interface Cases<T> {
        /** It is good. */
        T prepared(PreparedPassword password);

        /** It is not good enough. */
        T refused(Set<PasswordFault> faults);

        /** The present password is wrong. */
        T wrongCurrent();

        /** Nothing was decided. */
        T busy(Duration retryAfter);
    }
}
