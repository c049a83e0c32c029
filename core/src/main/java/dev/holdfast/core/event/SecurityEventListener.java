package dev.holdfast.core.event;

/**
 * Is told of security events, as best it can: for alerts, counters and caches, never for evidence.
 *
 * <p>Called in the order of registration, on the caller's thread, after the sink took the event and <em>before</em> the
 * commit: the act may still be rolled back. An exception is logged at WARN with its class and the event's id, never its
 * message, and changes nothing; an {@link Error} passes through and fails the act.
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
