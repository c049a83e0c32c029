package dev.holdfast.audit.seal.note;

import dev.holdfast.audit.seal.note.SignedNote.Line;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A text under two signatures of one key: over the text, and over the text with a time (C2SP tlog-cosignature).
 *
 * @param text what was signed
 * @param signedAt when, in whole seconds
 * @param note the signed note
 */
record TimedNote(String text, Instant signedAt, String note) {
    private static final int TIME_BYTES = 8;

    static TimedNote sign(String text, Instant at, NoteSigner signer) {
        NoteKey key = signer.key();
        long time = at.getEpochSecond();
        if (time < 0) {
            throw new IllegalArgumentException("the time must not lie before 1970, got " + at);
        }
        byte[] timed = ByteBuffer.allocate(TIME_BYTES + NoteKey.SIGNATURE_BYTES)
                .putLong(time)
                .put(signer.sign(timedMessage(time, text)))
                .array();
        SignedNote note = new SignedNote(
                text,
                List.of(
                        new Line(key.name(), key.id(NoteKey.ED25519), signer.sign(utf8(text))),
                        new Line(key.name(), key.id(NoteKey.COSIGNATURE), timed)));
        return new TimedNote(text, Instant.ofEpochSecond(time), note.format());
    }

    /** Verifies a note; empty when it is malformed, lacks one of the key's two signatures, or bears one that is wrong. */
    static Optional<TimedNote> open(String note, NoteKey key) {
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
        boolean isWhole = isSigned && time.isPresent();
        return isWhole ? time.map(at -> new TimedNote(text, at, note)) : Optional.empty();
    }

    /** Puts the valid cosignatures of a key under a note; empty when there is none. */
    static Optional<String> cosign(String note, String lines, NoteKey witness) {
        Optional<SignedNote> signed = SignedNote.parse(note);
        Optional<SignedNote> answer = signed.flatMap(own -> SignedNote.parse(own.text() + "\n" + lines))
                .filter(both -> both.text().equals(signed.get().text()));
        if (answer.isEmpty()) {
            return Optional.empty();
        }
        List<Line> all = new ArrayList<>(signed.get().lines());
        int own = all.size();
        for (Line line : answer.get().lines()) {
            if (isOf(line, witness, NoteKey.COSIGNATURE)) {
                if (timeOf(line, answer.get().text(), witness).isEmpty()) {
                    return Optional.empty();
                }
                all.add(line);
            }
        }
        return all.size() == own
                ? Optional.empty()
                : Optional.of(new SignedNote(signed.get().text(), all).format());
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
