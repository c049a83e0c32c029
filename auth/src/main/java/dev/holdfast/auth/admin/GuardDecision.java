package dev.holdfast.auth.admin;

import dev.holdfast.core.event.Change;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a guard made of a change. */
public sealed interface GuardDecision {
    /**
     * The change was executed, and holds once the host's transaction commits.
     *
     * @param changes the fields of the account, before and after
     */
    record Applied(List<Change> changes) implements GuardDecision {
        /** Copies the list. */
        public Applied {
            changes = List.copyOf(changes);
        }
    }

    /**
     * The change was not executed, and nothing was written.
     *
     * @param reason the rule that refused it
     */
    record Refused(Reason reason) implements GuardDecision {}

    /**
     * Another transaction was in the way before anything was decided: the transaction is dead, the host rolls back and
     * tries again in a new one. No denial was recorded.
     */
    record Conflict() implements GuardDecision {}

    /** Why a change was refused. */
    enum Reason {
        /** The act needs a step-up token, and none was spent. */
        STEP_UP_REQUIRED,
        /** The step-up token that was spent was good for another act, user, scope or payload. */
        STEP_UP_MISMATCH,
        /** Who asks is not a usable admin of the scope. */
        NOT_AN_ADMIN,
        /** Who asks to hand on the master's flag does not hold it. */
        NOT_THE_MASTER,
        /** The scope has no such account. */
        NOT_FOUND,
        /** The account holds, or was to be given, the master's flag, and cannot be changed so. */
        MASTER_ADMIN,
        /** The master's flag can go only to a lasting admin of the scope. */
        TARGET_NOT_ADMIN,
        /** Nobody raises their own role, level or end date. */
        SELF_PROMOTION,
        /** Nobody changes an account above their own level, nor gives a level above it. */
        ABOVE_OWN_LEVEL,
        /** The account is so already. */
        NO_CHANGE,
        /** No lasting admin of the scope would be left. */
        LAST_ADMIN,
        /** The change was refused, yet a look right after found no reason: another transaction was faster. Try again. */
        CHANGED_MEANWHILE
    }

    /**
     * One value for each case.
     *
     * @param applied when it was executed
     * @param refused when it was refused
     * @param conflict when the transaction is dead
     * @param <T> the value's type
     * @return the case's value
     */
    default <T> T fold(Function<Applied, T> applied, Function<Reason, T> refused, Supplier<T> conflict) {
        if (this instanceof Applied done) {
            return applied.apply(done);
        }
        return this instanceof Refused no ? refused.apply(no.reason()) : conflict.get();
    }
}
