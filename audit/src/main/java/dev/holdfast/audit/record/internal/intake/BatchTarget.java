package dev.holdfast.audit.record.internal.intake;

import java.util.List;

/** Makes batches durable and answers each of their events. Implementations are thread-safe. */
@FunctionalInterface
public interface BatchTarget {
    /**
     * Makes a batch durable, and answers each event on the way.
     *
     * @param batch the events, at least one
     */
    void write(List<Pending> batch);
}
