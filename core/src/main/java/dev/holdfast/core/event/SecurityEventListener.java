package dev.holdfast.core.event;

/**
 * Is told of security events, as best it can: for alerts, counters and caches, never for evidence.
 *
 * <p>Called in the order of registration, on the caller's thread, after the sink took the event and <em>before</em> the
 * commit: the act may still be rolled back. What it throws is logged at WARN with the event's id and changes nothing.
 */
@FunctionalInterface
public interface SecurityEventListener {
    /**
     * Is told of an event.
     *
     * @param event what happened
     */
    void onEvent(SecurityEvent event);
}
