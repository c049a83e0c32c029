package dev.holdfast.auth.stepup.freshness;

import java.time.Instant;

/**
 * How and when the user of a present session proved themself: the session's {@code acr} and {@code auth_time}.
 *
 * @param level how strongly
 * @param authenticatedAt when; the moment of the proof, not of the last refresh
 */
public record SessionAuthentication(AuthLevel level, Instant authenticatedAt) {}
