package dev.holdfast.auth.totp;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A confirmed device, as a user's list of devices shows it. Holds no secret.
 *
 * @param id its id
 * @param label what the user or host called it
 * @param confirmedAt when its enrolment was confirmed
 * @param lastUsed when a code of it was last accepted; the confirmation counts
 */
public record TotpDevice(UUID id, String label, Instant confirmedAt, Optional<Instant> lastUsed) {}
