package dev.holdfast.core.lock.retry;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.core.lock.Changes;
import dev.holdfast.core.lock.DeleteResult;
import dev.holdfast.core.lock.OptimisticLock;
import dev.holdfast.core.lock.RowKey;
import dev.holdfast.core.lock.StaleVersionException;
import dev.holdfast.core.lock.UpdateResult;
import dev.holdfast.core.lock.VersionedRow;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * One try: its transaction, and the rows it has read itself.
 *
 * <p>Changes go through here only for rows read in this very try. A version that came from a user cannot be given: were
 * it retried, the retry would overwrite what the user has not seen. Not thread-safe, and of no use after its try.
 */
public final class Attempt {
    private final DSLContext tx;
    private final int number;
    private final Set<VersionedRow> read = Collections.newSetFromMap(new IdentityHashMap<>());
    private @Nullable StaleVersionException lost;

    Attempt(DSLContext tx, int number) {
        this.tx = tx;
        this.number = number;
    }

    /**
     * The try's transaction, for everything else that belongs to the change.
     *
     * @return a new transaction in each try
     */
    public DSLContext tx() {
        return tx;
    }

    /**
     * Which try it is.
     *
     * @return 1 for the first
     */
    public int number() {
        return number;
    }

    /**
     * Reads a row afresh.
     *
     * @param lock the row's table
     * @param key which row
     * @return the row, or empty when there is none
     */
    public Optional<VersionedRow> read(OptimisticLock lock, RowKey key) {
        Optional<VersionedRow> row = lock.read(tx, key);
        row.ifPresent(read::add);
        return row;
    }

    /**
     * Changes a row that this try has read; when somebody else was faster, the try ends and the next one begins.
     *
     * @param lock the row's table
     * @param row what {@link #read} gave in this try
     * @param changes the new values, computed from the row
     * @return the new version
     * @throws IllegalArgumentException when the row was not read in this try
     */
    @CanIgnoreReturnValue
    public UpdateResult.Updated update(OptimisticLock lock, VersionedRow row, Changes changes) {
        return marked(row, () -> lock.updateOrThrow(tx, row, changes));
    }

    /**
     * Deletes a row that this try has read; when somebody else was faster, the try ends and the next one begins.
     *
     * @param lock the row's table
     * @param row what {@link #read} gave in this try
     * @return the deletion
     * @throws IllegalArgumentException when the row was not read in this try
     */
    @CanIgnoreReturnValue
    public DeleteResult.Deleted delete(OptimisticLock lock, VersionedRow row) {
        return marked(row, () -> lock.deleteOrThrow(tx, row));
    }

    /** Whether a failure is, or was caused by, the loss of a row that this try had read. */
    boolean causedBy(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 32; depth++, cause = cause.getCause()) {
            if (cause == lost) {
                return true;
            }
        }
        return false;
    }

    private <T> T marked(VersionedRow row, Supplier<T> change) {
        if (!read.contains(row)) {
            throw new IllegalArgumentException("row must have been read in this try, got " + row
                    + " from elsewhere: read it with attempt.read(..)");
        }
        try {
            return change.get();
        } catch (StaleVersionException e) {
            lost = e;
            throw e;
        }
    }
}
