package dev.holdfast.audit.anchor;

import dev.holdfast.audit.seal.note.SignedCheckpoint;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** What became of publishing the newest checkpoint; the worse is said before the better. */
public sealed interface PublishResult {
    /**
     * Every anchor holds it.
     *
     * @param checkpoint the checkpoint
     * @param anchors a report an anchor
     */
    record Anchored(SignedCheckpoint checkpoint, List<AnchorReport> anchors) implements PublishResult {
        /** Copies the reports. */
        public Anchored {
            anchors = List.copyOf(anchors);
        }
    }

    /**
     * Some anchor could not be reached and lags; none contradicts the log.
     *
     * @param checkpoint the checkpoint
     * @param anchors a report an anchor, the failing ones with their problem
     */
    record Lagging(SignedCheckpoint checkpoint, List<AnchorReport> anchors) implements PublishResult {
        /** Copies the reports. */
        public Lagging {
            anchors = List.copyOf(anchors);
        }
    }

    /**
     * Some anchor holds what the log contradicts: it was cut, rewritten or set back. Verify it; when a backup was restored,
     * declare that.
     *
     * @param checkpoint the checkpoint
     * @param anchors a report an anchor, the contradicting ones with their problem
     */
    record Contradicted(SignedCheckpoint checkpoint, List<AnchorReport> anchors) implements PublishResult {
        /** Copies the reports. */
        public Contradicted {
            anchors = List.copyOf(anchors);
        }
    }

    /** No checkpoint is signed by the key: seal first, or verify, when there was one before. */
    record Unsealed() implements PublishResult {}

    /**
     * Decides by the case.
     *
     * @param anchored when every anchor holds it
     * @param lagging when some anchor failed
     * @param contradicted when some anchor contradicts the log
     * @param unsealed when there is nothing to publish
     * @param <T> the result's type
     * @return what the case's function gives
     */
    default <T> T fold(
            Function<Anchored, T> anchored,
            Function<Lagging, T> lagging,
            Function<Contradicted, T> contradicted,
            Supplier<T> unsealed) {
        if (this instanceof Anchored all) {
            return anchored.apply(all);
        }
        if (this instanceof Lagging some) {
            return lagging.apply(some);
        }
        return this instanceof Contradicted against ? contradicted.apply(against) : unsealed.get();
    }
}
