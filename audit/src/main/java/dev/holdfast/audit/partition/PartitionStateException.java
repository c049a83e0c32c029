package dev.holdfast.audit.partition;

import dev.holdfast.core.HoldfastException;

/**
 * A table has the name of a month's partition and is not that partition: it was detached, or made by other means.
 * Nothing was changed; whether its rows belong into the log is for a person to say.
 */
public final class PartitionStateException extends HoldfastException {
    private static final long serialVersionUID = 1L;

    private final MonthPartition partition;

    PartitionStateException(MonthPartition partition, String state) {
        super(
                "table " + partition.table() + " must be the partition of " + partition.month() + ", but it " + state
                        + ": attach it or rename it, then ensure the month again",
                null);
        this.partition = partition;
    }

    /**
     * The partition that should be.
     *
     * @return the month and the table's name
     */
    public MonthPartition partition() {
        return partition;
    }
}
