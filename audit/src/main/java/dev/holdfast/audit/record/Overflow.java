package dev.holdfast.audit.record;

import dev.holdfast.core.Require;
import java.time.Duration;

/**
 * What a full recorder does with a further event. None of the forms loses one in silence.
 *
 * @param kind what is done
 * @param patience how long the caller is held up at most; zero unless it blocks
 */
public record Overflow(Kind kind, Duration patience) {
    /** What a full recorder can do. */
    public enum Kind {
        /** The caller waits for room, and the event is turned away when there is none in time. */
        BLOCK,
        /** The caller's thread makes the event durable itself, past the queue. */
        RUN_IN_CALLER,
        /** The event is turned away at once. */
        REJECT
    }

    /**
     * Checks the time.
     *
     * @throws IllegalArgumentException when it is not between PT0S and PT10M
     */
    public Overflow {
        Require.between("patience", patience, Duration.ZERO, Duration.ofMinutes(10));
    }

    /**
     * Holds up the caller until there is room, then turns the event away.
     *
     * @param patience how long at most, PT0S to PT10M
     * @return the form
     */
    public static Overflow block(Duration patience) {
        return new Overflow(Kind.BLOCK, patience);
    }

    /**
     * Lets the caller's thread write: slow for that caller, and nothing is turned away. The caller takes a connection of
     * the recorder's own pool meanwhile.
     *
     * @return the form
     */
    public static Overflow runInCaller() {
        return new Overflow(Kind.RUN_IN_CALLER, Duration.ZERO);
    }

    /**
     * Turns the event away at once.
     *
     * @return the form
     */
    public static Overflow reject() {
        return new Overflow(Kind.REJECT, Duration.ZERO);
    }
}
