package dev.holdfast.audit.seal.restore;

import dev.holdfast.audit.seal.note.SignedCheckpoint;

/**
 * A checkpoint of the log that somebody outside the database holds.
 *
 * @param source who holds it, such as an anchor's name
 * @param checkpoint what he holds, opened with the log's key
 */
public record KnownCheckpoint(String source, SignedCheckpoint checkpoint) {}
