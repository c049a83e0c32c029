package dev.holdfast.audit.partition;

import dev.holdfast.core.HoldfastException;
import java.time.YearMonth;

/**
 * A table has the name of a month's partition and is not that partition: it was detached, or made by other means.
 * Nothing was changed; whether its rows belong into the log is for a person to say.
 */
public final class PartitionStateException extends HoldfastException {
    private static final long serialVersionUID = 1L;

    private final YearMonth month;
    private final String table;

    PartitionStateException(MonthPartition partition, String state) {
        super(
                "table " + partition.table() + " must be the partition of " + partition.month() + ", but it " + state
                        + ": attach it or rename it, then ensure the month again",
                null);
        this.month = partition.month();
        this.table = partition.table();
    }

    /**
     * The month whose partition should be there.
     *
     * @return the month, in UTC
     */
    public YearMonth month() {
        return month;
    }

    /**
     * The table in the way, without its schema.
     *
     * @return the table's name
     */
    public String table() {
        return table;
    }
}
