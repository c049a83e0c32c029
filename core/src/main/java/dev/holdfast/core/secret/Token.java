package dev.holdfast.core.secret;

import java.util.UUID;

/**
 * A token that is well formed, which says nothing yet about whether it is valid.
 *
 * @param id the token's public id: may be logged and listed
 * @param text the whole token, shown to its bearer once and never stored
 */
public record Token(UUID id, Secret text) {}
