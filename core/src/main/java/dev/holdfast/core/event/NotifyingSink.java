package dev.holdfast.core.event;

import java.util.List;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes, then tells its listeners. */
final class NotifyingSink implements AuditSink {
    private static final Logger LOG = LoggerFactory.getLogger(NotifyingSink.class);

    private final AuditSink sink;
    private final List<SecurityEventListener> listeners;

    NotifyingSink(AuditSink sink, List<SecurityEventListener> listeners) {
        this.sink = sink;
        this.listeners = listeners;
    }

    @Override
    public void append(DSLContext tx, SecurityEvent event) {
        sink.append(tx, event);
        for (SecurityEventListener listener : listeners) {
            try {
                listener.onEvent(event);
            } catch (RuntimeException e) {
                // The listener's message may quote the event; its class is enough to find it.
                LOG.warn(
                        "listener {} failed with {} on event {} ({})",
                        listener.getClass().getName(),
                        e.getClass().getName(),
                        event.id(),
                        event.action());
            }
        }
    }
}
