package dev.holdfast.audit.seal.note;

import dev.holdfast.audit.seal.note.SignedNote.Line;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
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
    private static final int TIME_BYTES = 8;

    /**
     * Signs a checkpoint.
     *
     * @param checkpoint the tree head, its origin the signer's name
     * @param at the time to put under it; cut to seconds, not before 1970
     * @param signer has the key
     * @return the signed checkpoint
     * @throws IllegalArgumentException when the origin is not the signer's name, or the time too early
     */
    public static SignedCheckpoint sign(Checkpoint checkpoint, Instant at, NoteSigner signer) {
        NoteKey key = signer.key();
        long time = at.getEpochSecond();
        if (!checkpoint.origin().equals(key.name()) || time < 0) {
            throw new IllegalArgumentException("origin must be the signer's name " + key.name()
                    + " and the time not before 1970, got " + checkpoint.origin() + " and " + at);
        }
        String text = checkpoint.text();
        byte[] timed = ByteBuffer.allocate(TIME_BYTES + NoteKey.SIGNATURE_BYTES)
                .putLong(time)
                .put(signer.sign(timedMessage(time, text)))
                .array();
        SignedNote note = new SignedNote(
                text,
                List.of(
                        new Line(key.name(), key.id(NoteKey.ED25519), signer.sign(utf8(text))),
                        new Line(key.name(), key.id(NoteKey.COSIGNATURE), timed)));
        return new SignedCheckpoint(checkpoint, Instant.ofEpochSecond(time), note.format());
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
        Optional<SignedNote> parsed = SignedNote.parse(note);
        if (parsed.isEmpty()) {
            return Optional.empty();
        }
        String text = parsed.get().text();
        boolean isSigned = false;
        Optional<Instant> time = Optional.empty();
        for (Line line : parsed.get().lines()) {
            if (isOf(line, key, NoteKey.ED25519)) {
                if (!key.verifies(utf8(text), line.signature())) {
                    return Optional.empty();
                }
                isSigned = true;
            } else if (isOf(line, key, NoteKey.COSIGNATURE)) {
                time = timeOf(line, text, key);
                if (time.isEmpty()) {
                    return Optional.empty();
                }
            }
        }
        Optional<Checkpoint> checkpoint =
                isSigned ? Checkpoint.parse(text).filter(head -> head.origin().equals(key.name())) : Optional.empty();
        return checkpoint.isEmpty() || time.isEmpty()
                ? Optional.empty()
                : Optional.of(new SignedCheckpoint(checkpoint.get(), time.get(), note));
    }

    private static Optional<Instant> timeOf(Line line, String text, NoteKey key) {
        if (line.signature().length != TIME_BYTES + NoteKey.SIGNATURE_BYTES) {
            return Optional.empty();
        }
        long time = ByteBuffer.wrap(line.signature()).getLong();
        byte[] signature = Arrays.copyOfRange(line.signature(), TIME_BYTES, line.signature().length);
        return time >= 0 && time <= Instant.MAX.getEpochSecond() && key.verifies(timedMessage(time, text), signature)
                ? Optional.of(Instant.ofEpochSecond(time))
                : Optional.empty();
    }

    private static boolean isOf(Line line, NoteKey key, byte kind) {
        return line.name().equals(key.name()) && line.id() == key.id(kind);
    }

    private static byte[] timedMessage(long time, String text) {
        return utf8("cosignature/v1\ntime " + time + "\n" + text);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
