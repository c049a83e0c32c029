package dev.holdfast.auth.throttle;

/**
 * What one allowed attempt took from the buckets, to be handed to {@link LoginThrottle#succeeded} of the throttle that
 * made it. Lives as long as the request, and is good for once.
 */
public interface ThrottleTicket {}
