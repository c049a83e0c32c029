package dev.holdfast.core.lock;

import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;

/** What became of a versioned update. */
public sealed interface UpdateResult {
    /**
     * The row was changed; the transaction now holds its lock.
     *
     * @param newVersion the row's version from now on
     * @param parentVersion the parent's version from now on, when the lock {@linkplain OptimisticLock#touching touches}
     *     a parent and the row has one
     */
    record Updated(long newVersion, OptionalLong parentVersion) implements UpdateResult {
        /**
         * Made without touching a parent.
         *
         * @param newVersion the row's version from now on
         */
        public Updated(long newVersion) {
            this(newVersion, OptionalLong.empty());
        }
    }

    /**
     * Somebody else changed the row since it was read; nothing was written.
     *
     * @param expected the version the change was made on
     * @param found the version seen just after the refusal
     */
    record Stale(long expected, long found) implements Refusal {}

    /** There is no such row, or none that the statement may change; nothing was written. */
    record Missing() implements Refusal {}

    /**
     * The database could not serialise the transaction with another one, or chose it as the victim of a deadlock:
     * nothing was decided, and the transaction is dead. Roll back and begin anew; run nothing more on it.
     *
     * @param sqlState {@code 40001} or {@code 40P01}
     */
    record Conflict(String sqlState) implements Refusal, BulkResult {}

    /** Why a row was not changed or deleted. */
    sealed interface Refusal extends UpdateResult, DeleteResult {}

    /**
     * One answer for each case.
     *
     * @param updated for a changed row
     * @param stale for a row that was changed before
     * @param missing for a row that is not there
     * @param conflict for a transaction that must be begun anew
     * @param <R> the answer's type
     * @return the answer of the case at hand
     */
    default <R> R fold(
            Function<? super Updated, ? extends R> updated,
            Function<? super Stale, ? extends R> stale,
            Supplier<? extends R> missing,
            Supplier<? extends R> conflict) {
        if (this instanceof Updated done) {
            return updated.apply(done);
        } else if (this instanceof Stale refused) {
            return stale.apply(refused);
        }
        return this instanceof Missing ? missing.get() : conflict.get();
    }
}
