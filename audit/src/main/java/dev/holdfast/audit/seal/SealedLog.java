package dev.holdfast.audit.seal;

import dev.holdfast.core.Namespace;
import java.time.Clock;

/**
 * Which log is sealed and verified, by which clock and rules.
 *
 * @param namespace where the log's tables are
 * @param clock gives checkpoints their time, and judges their age
 * @param policy batches and patience
 */
public record SealedLog(Namespace namespace, Clock clock, SealPolicy policy) {
    /**
     * The log in a namespace under the default policy.
     *
     * @param namespace where the log's tables are
     * @param clock gives checkpoints their time
     * @return the log
     */
    public static SealedLog of(Namespace namespace, Clock clock) {
        return new SealedLog(namespace, clock, SealPolicy.defaults());
    }
}
