package dev.holdfast.audit.hold;

import java.time.Instant;
import java.util.UUID;

/**
 * A legal hold that was set and not lifted.
 *
 * @param id its id
 * @param scope which events it names
 * @param reason why, such as the reference of a case
 * @param setBy who ordered it
 * @param setAt since when
 */
public record LegalHold(UUID id, HoldScope scope, String reason, String setBy, Instant setAt) {}
