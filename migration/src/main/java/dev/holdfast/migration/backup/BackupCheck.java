package dev.holdfast.migration.backup;

import java.util.function.Function;

/** Whether a backup still holds what was taken. */
public sealed interface BackupCheck {
    /**
     * What the case calls for.
     *
     * @param verified when it holds
     * @param differs when it does not
     * @param missing when there is nothing to look at
     * @param <T> the result's type
     * @return what the function of the case gave
     */
    default <T> T fold(Function<Verified, T> verified, Function<Differs, T> differs, Function<Missing, T> missing) {
        if (this instanceof Verified it) {
            return verified.apply(it);
        }
        return this instanceof Differs it ? differs.apply(it) : missing.apply((Missing) this);
    }

    /**
     * Count and checksum are those of the source at the time; the catalogue says so now.
     *
     * @param id the backup
     * @param rows how many rows were read
     */
    record Verified(long id, long rows) implements BackupCheck {}

    /**
     * The rows are not those that were taken: do not rely on it, and do not drop it unseen.
     *
     * @param id the backup
     * @param expectedRows how many there were
     * @param foundRows how many there are
     */
    record Differs(long id, long expectedRows, long foundRows) implements BackupCheck {}

    /**
     * The catalogue has no such backup, or its table is gone.
     *
     * @param id the number asked for
     */
    record Missing(long id) implements BackupCheck {}
}
