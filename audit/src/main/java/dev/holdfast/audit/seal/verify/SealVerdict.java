package dev.holdfast.audit.seal.verify;

import dev.holdfast.audit.seal.note.SignedCheckpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What verification says of the log; the worse is said before the better. */
public sealed interface SealVerdict {
    /**
     * Every event is sealed, and none was touched since.
     *
     * @param checkpoint the newest checkpoint, to be kept elsewhere
     * @param archived how many events are in archives alone; whether the archives' files are whole, their own verifier says
     */
    record Sealed(SignedCheckpoint checkpoint, long archived) implements SealVerdict {
        /**
         * Everything is in the log itself.
         *
         * @param checkpoint the newest checkpoint
         */
        public Sealed(SignedCheckpoint checkpoint) {
            this(checkpoint, 0);
        }
    }

    /**
     * What is sealed is intact, and sealing is on time; some events are too young to be sealed.
     *
     * @param checkpoint the newest checkpoint, to be kept elsewhere
     * @param events how many are not sealed yet
     * @param oldest how long ago the oldest of them was recorded; a transaction may have kept it open
     * @param archived how many events are in archives alone
     */
    record Pending(SignedCheckpoint checkpoint, long events, Duration oldest, long archived) implements SealVerdict {}

    /**
     * What is sealed is intact, but sealing has stopped: what came since is unprotected.
     *
     * @param lastSealed when the newest checkpoint was signed, or null when there never was one
     * @param events how many are not sealed
     * @param archived how many events are in archives alone
     */
    record Overdue(@Nullable Instant lastSealed, long events, long archived) implements SealVerdict {
        /**
         * Everything is in the log itself.
         *
         * @param lastSealed when the newest checkpoint was signed, or null
         * @param events how many are not sealed
         */
        public Overdue(@Nullable Instant lastSealed, long events) {
            this(lastSealed, events, 0);
        }
    }

    /**
     * The log was changed by other means than recording and sealing.
     *
     * @param findings what and where; not empty, at most 100
     * @param isComplete false when there was more than is listed
     */
    record Broken(List<SealFinding> findings, boolean isComplete) implements SealVerdict {
        /** Copies the findings. */
        public Broken {
            findings = List.copyOf(findings);
        }
    }

    /**
     * Decides by the case.
     *
     * @param sealed when everything is sealed and intact
     * @param pending when some events are too young
     * @param overdue when sealing has stopped
     * @param broken when the log was changed
     * @param <T> the result's type
     * @return what the case's function gives
     */
    default <T> T fold(
            Function<Sealed, T> sealed,
            Function<Pending, T> pending,
            Function<Overdue, T> overdue,
            Function<Broken, T> broken) {
        if (this instanceof Sealed whole) {
            return sealed.apply(whole);
        }
        if (this instanceof Pending young) {
            return pending.apply(young);
        }
        return this instanceof Overdue late ? overdue.apply(late) : broken.apply((Broken) this);
    }
}
