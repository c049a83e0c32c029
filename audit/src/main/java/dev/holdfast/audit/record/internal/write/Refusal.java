package dev.holdfast.audit.record.internal.write;

import dev.holdfast.audit.record.NotRecordedException;
import dev.holdfast.audit.record.internal.row.EventRow;

/**
 * A row that is not in the log, or not known to be.
 *
 * @param row the row
 * @param why the reason
 */
public record Refusal(EventRow row, NotRecordedException why) {}
