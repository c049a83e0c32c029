package dev.holdfast.audit;

import dev.holdfast.core.HoldfastException;
import java.time.YearMonth;

/** An event could not be written because the month in its id has no partition yet. */
public final class MissingPartitionException extends HoldfastException {
    private static final long serialVersionUID = 1L;

    private final YearMonth month;

    MissingPartitionException(String table, YearMonth month, Throwable cause) {
        super(
                table + " has no partition for " + month + ": call AuditPartitions.ensureAhead() at start and daily,"
                        + " and check the host's clock when that is not about now",
                cause);
        this.month = month;
    }

    /**
     * The month without a partition.
     *
     * @return the month, in UTC
     */
    public YearMonth month() {
        return month;
    }
}
