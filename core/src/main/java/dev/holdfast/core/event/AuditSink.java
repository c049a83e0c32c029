package dev.holdfast.core.event;

import dev.holdfast.core.tx.TransactionRunner;
import java.util.List;
import org.jooq.DSLContext;

/**
 * Where security events go that must not be lost: the port every feature writes to, and the audit log implements.
 *
 * <p><em>Transaction.</em> {@link #append} joins: the event commits with the act, or not at all. {@link #independent}
 * makes a sink whose events survive the caller's rollback, for denials.
 *
 * <p><em>Contract.</em> When {@code append} returns, the event is part of the transaction. When it throws, the act must
 * fail: features let the exception pass. Implementations are thread-safe.
 */
@FunctionalInterface
public interface AuditSink {
    /**
     * Writes one event on the caller's transaction.
     *
     * @param tx the transaction of the act
     * @param event what happened
     */
    void append(DSLContext tx, SecurityEvent event);

    /**
     * A sink that drops everything: for hosts that keep no audit log, and say so by this name.
     *
     * @return the sink
     */
    static AuditSink discarding() {
        return (tx, event) -> {};
    }

    /**
     * A sink that writes to each of several, in order; the first that throws ends it.
     *
     * @param sinks the sinks
     * @return the sink
     */
    static AuditSink all(AuditSink... sinks) {
        List<AuditSink> copy = List.of(sinks);
        return (tx, event) -> copy.forEach(sink -> sink.append(tx, event));
    }

    /**
     * A sink whose events are committed in a transaction of their own before {@code append} returns, so that a rollback
     * of the caller cannot hide them. For denials and failed attempts.
     *
     * <p><em>Concurrency.</em> The caller holds a connection of the host's pool meanwhile. Give the runner a small pool
     * of its own: on the host's pool, as many waiting requests as it has connections starve one another.
     *
     * @param runner owns the transactions; over a pool of its own
     * @param sink where the events go
     * @return the sink; it ignores the {@code tx} it is called with
     */
    static AuditSink independent(TransactionRunner runner, AuditSink sink) {
        return (tx, event) -> runner.run(own -> sink.append(own, event));
    }

    /**
     * A sink that tells listeners of each event after another sink took it.
     *
     * @param sink where the events go
     * @param listeners told in order; see {@link SecurityEventListener} for what they may rely on
     * @return the sink
     */
    static AuditSink notifying(AuditSink sink, SecurityEventListener... listeners) {
        return new NotifyingSink(sink, List.of(listeners));
    }
}
