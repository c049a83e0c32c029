package dev.holdfast.audit.record;

import java.util.List;
import java.util.UUID;

/**
 * What became of the events that a recorder still had when it was closed.
 *
 * @param written how many of them were written
 * @param notRecorded the ids of those that are not recorded
 * @param inDoubt the ids of those that may be recorded or not: their commit was under way at the deadline
 * @param inSpool how many lie safe in the spool and are written at the next start; 0 for a recorder without one
 * @param droppedUntold how many events were turned away since the last event that tells of such could be recorded
 */
public record CloseReport(int written, List<UUID> notRecorded, List<UUID> inDoubt, long inSpool, long droppedUntold) {
    /** Copies the lists. */
    public CloseReport {
        notRecorded = List.copyOf(notRecorded);
        inDoubt = List.copyOf(inDoubt);
    }

    /**
     * Whether everything is in the log.
     *
     * @return true when nothing is missing, in doubt, in the spool or untold
     */
    public boolean isComplete() {
        return notRecorded.isEmpty() && inDoubt.isEmpty() && inSpool == 0 && droppedUntold == 0;
    }

    /** Numbers alone: a report of thousands of ids would fill a log. */
    @Override
    public String toString() {
        return written + " written, " + notRecorded.size() + " not recorded, " + inDoubt.size() + " in doubt, "
                + inSpool + " in the spool, " + droppedUntold + " dropped untold";
    }
}
