package dev.holdfast.audit.archive;

import dev.holdfast.core.HoldfastException;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/** The archive of a month could not be written, read or brought back. Nothing is lost: the next run tries again. */
public final class ArchiveException extends HoldfastException {
    private static final long serialVersionUID = 1L;

    private final YearMonth month;

    ArchiveException(YearMonth month, String problem, @Nullable Throwable cause) {
        super("archive of " + month + " " + problem, cause);
        this.month = month;
    }

    /**
     * Which month.
     *
     * @return the month, in UTC
     */
    public YearMonth month() {
        return month;
    }
}
