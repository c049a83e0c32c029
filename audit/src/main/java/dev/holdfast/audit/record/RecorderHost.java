package dev.holdfast.audit.record;

import dev.holdfast.audit.privacy.EventDoor;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.metric.Metrics;
import dev.holdfast.core.metric.Ticker;
import dev.holdfast.core.tx.TransactionRunner;
import java.time.Clock;

/**
 * What a recorder is given by its host.
 *
 * @param runner owns the transactions of the batches; over a small pool of its own, since a recorder that waits behind the
 *     host's requests for a connection holds up the very requests that wait for it
 * @param namespace where the log's table is
 * @param clock stamps the recorder's own events
 * @param metrics takes counts and times
 * @param ticker measures times
 * @param door what every event passes before it is kept; the same for the log and the recorders of a host
 */
public record RecorderHost(
        TransactionRunner runner, Namespace namespace, Clock clock, Metrics metrics, Ticker ticker, EventDoor door) {
    /**
     * A host in the default namespace, without metrics.
     *
     * @param runner owns the transactions, over a small pool of its own
     * @param clock the host's clock
     * @return the host
     */
    public static RecorderHost of(TransactionRunner runner, Clock clock) {
        return new RecorderHost(
                runner, Namespace.defaults(), clock, Metrics.discarding(), Ticker.system(), EventDoor.defaults());
    }

    /**
     * The same with the log elsewhere.
     *
     * @param value where the log's table is
     * @return the host
     */
    public RecorderHost withNamespace(Namespace value) {
        return new RecorderHost(runner, value, clock, metrics, ticker, door);
    }

    /**
     * The same with metrics.
     *
     * @param value takes counts and times
     * @return the host
     */
    public RecorderHost withMetrics(Metrics value) {
        return new RecorderHost(runner, namespace, clock, value, ticker, door);
    }

    /**
     * The same with another door.
     *
     * @param value what every event passes
     * @return the host
     */
    public RecorderHost withDoor(EventDoor value) {
        return new RecorderHost(runner, namespace, clock, metrics, ticker, value);
    }
}
