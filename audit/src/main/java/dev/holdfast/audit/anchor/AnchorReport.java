package dev.holdfast.audit.anchor;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far one anchor has come.
 *
 * @param anchor its name
 * @param state whether it holds the newest checkpoint
 * @param size the size of what it was last seen to hold, or -1 when it never held anything
 * @param heldAt when it was last seen to hold the newest checkpoint, or null when never
 * @param failures how often in a row it has not
 * @param problem why not, in a sentence; null when it does
 */
public record AnchorReport(
        String anchor,
        State state,
        long size,
        @Nullable Instant heldAt,
        int failures,
        @Nullable String problem) {
    /** Whether an anchor holds the newest checkpoint. */
    public enum State {
        /** It does. */
        HELD,
        /** It could not be reached, or is damaged. */
        FAILED,
        /** It holds what the log contradicts. */
        CONTRADICTED
    }
}
