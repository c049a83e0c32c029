package dev.holdfast.audit.anchor.witness;

import dev.holdfast.audit.seal.note.NoteKey;
import dev.holdfast.core.Require;
import java.net.URI;
import java.time.Duration;

/**
 * Which witness, and how long it may take.
 *
 * @param submission the witness's submission prefix, {@code http} or {@code https}; {@code /add-checkpoint} follows it
 * @param key the witness's public key, got by a way that does not lead through the log's operators
 * @param timeout for an answer with all its bytes, 100 ms to 5 min; default 10 s
 */
public record WitnessPolicy(URI submission, NoteKey key, Duration timeout) {
    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException when the address is of another kind, or the timeout out of bounds
     */
    public WitnessPolicy {
        String scheme = submission.getScheme();
        if (submission.getHost() == null || !("https".equals(scheme) || "http".equals(scheme))) {
            throw new IllegalArgumentException("submission must be an address of http or https with a host");
        }
        Require.between("timeout", timeout, Duration.ofMillis(100), Duration.ofMinutes(5));
    }

    /**
     * A witness that has 10 seconds.
     *
     * @param submission the witness's submission prefix
     * @param key the witness's public key
     * @return the policy
     */
    public static WitnessPolicy of(URI submission, NoteKey key) {
        return new WitnessPolicy(submission, key, Duration.ofSeconds(10));
    }

    /**
     * The same with more or less patience.
     *
     * @param patience for an answer with all its bytes
     * @return the policy
     */
    public WitnessPolicy withTimeout(Duration patience) {
        return new WitnessPolicy(submission, key, patience);
    }
}
