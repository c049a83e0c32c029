package dev.holdfast.audit.seal.note;

import java.time.Instant;
import java.util.Optional;

/**
 * A checkpoint whose signatures were verified, or were just made.
 *
 * <p>Two signatures of the one key stand under it: the log's over the text, and a timestamped one (C2SP tlog-cosignature)
 * that says when the log had no other head. Without the time a stopped sealer could not be told from a quiet log.
 *
 * @param checkpoint the tree head
 * @param signedAt when it was signed, in whole seconds
 * @param note the signed note, ending in a newline
 */
public record SignedCheckpoint(Checkpoint checkpoint, Instant signedAt, String note) {
    /**
     * Signs a checkpoint.
     *
     * @param checkpoint the tree head, of the log that the signer's key is named for
     * @param at the time to put under it; cut to seconds, not before 1970
     * @param signer has the key
     * @return the signed checkpoint
     * @throws IllegalArgumentException when the origin is not the signer's name, or the time too early
     */
    public static SignedCheckpoint sign(Checkpoint checkpoint, Instant at, NoteSigner signer) {
        NoteKey key = signer.key();
        if (!checkpoint.log().equals(key.name())) {
            throw new IllegalArgumentException(
                    "origin must be the signer's name " + key.name() + ", got " + checkpoint.origin());
        }
        TimedNote signed = TimedNote.sign(checkpoint.text(), at, signer);
        return new SignedCheckpoint(checkpoint, signed.signedAt(), signed.note());
    }

    /**
     * Verifies a signed note as a checkpoint of the key's log.
     *
     * @param note the note
     * @param key the log's public key; signatures of other keys are passed over
     * @return the checkpoint, or empty when the note is malformed, is of another log, lacks one of the key's two
     *     signatures, or bears one that is wrong
     */
    public static Optional<SignedCheckpoint> open(String note, NoteKey key) {
        return TimedNote.open(note, key)
                .flatMap(signed -> Checkpoint.parse(signed.text())
                        .filter(checkpoint -> checkpoint.log().equals(key.name()))
                        .map(checkpoint -> new SignedCheckpoint(checkpoint, signed.signedAt(), note)));
    }

    /**
     * The same with the signature of a witness (C2SP tlog-cosignature) under it.
     *
     * @param lines signature lines as a witness answers them, each ending in a newline
     * @param witness the witness's key; lines of other keys are left out
     * @return the checkpoint, or empty when the lines are malformed or none is a valid cosignature of the witness
     */
    public Optional<SignedCheckpoint> cosigned(String lines, NoteKey witness) {
        return TimedNote.cosign(note, lines, witness).map(more -> new SignedCheckpoint(checkpoint, signedAt, more));
    }
}
