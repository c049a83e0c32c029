package dev.holdfast.auth.device;

import java.time.Instant;
import java.util.UUID;

/**
 * A device that is trusted now, as a user's list of devices shows it. Holds no token.
 *
 * @param id its id
 * @param label what the user or host called it
 * @param trustedAt when the factor was proven
 * @param lastUsed when it was last recognised; becoming trusted counts
 * @param expiresAt when it is trusted no longer
 */
public record TrustedDevice(UUID id, String label, Instant trustedAt, Instant lastUsed, Instant expiresAt) {}
