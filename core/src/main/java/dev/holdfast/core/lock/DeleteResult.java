package dev.holdfast.core.lock;

import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;

/** What became of a versioned delete. */
public sealed interface DeleteResult permits DeleteResult.Deleted, UpdateResult.Refusal {
    /**
     * The row is gone, once the transaction commits.
     *
     * @param parentVersion the parent's version from now on, when the lock {@linkplain OptimisticLock#touching touches}
     *     a parent and the row had one
     */
    record Deleted(OptionalLong parentVersion) implements DeleteResult {}

    /**
     * One answer for each case.
     *
     * @param deleted for a row that is gone
     * @param stale for a row that was changed before
     * @param missing for a row that was not there
     * @param conflict for a transaction that must be begun anew
     * @param <R> the answer's type
     * @return the answer of the case at hand
     */
    default <R> R fold(
            Supplier<? extends R> deleted,
            Function<? super UpdateResult.Stale, ? extends R> stale,
            Supplier<? extends R> missing,
            Supplier<? extends R> conflict) {
        if (this instanceof Deleted) {
            return deleted.get();
        } else if (this instanceof UpdateResult.Stale refused) {
            return stale.apply(refused);
        }
        return this instanceof UpdateResult.Missing ? missing.get() : conflict.get();
    }
}
