package dev.holdfast.audit.seal.note;

import dev.holdfast.audit.seal.note.SignedNote.Line;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A text signed with the log's key (C2SP signed-note) that is no checkpoint, such as the manifest of an archive.
 *
 * <p><em>Security note.</em> The key signs texts of several kinds. A text must say in its first line which kind it is, and
 * must not have a number alone in its second: so begins a checkpoint.
 */
public final class SignedText {
    private SignedText() {}

    /**
     * Signs a text.
     *
     * @param text one or more lines, the last one ended; none of them empty
     * @param signer has the key
     * @return the signed note, ending in a newline
     * @throws IllegalArgumentException when the text has an empty line, does not end in a newline, or could be a checkpoint
     */
    public static String sign(String text, NoteSigner signer) {
        if (!text.endsWith("\n") || text.startsWith("\n") || text.contains("\n\n")) {
            throw new IllegalArgumentException("text must consist of lines that are ended and not empty");
        }
        if (Checkpoint.parse(text).isPresent()) {
            throw new IllegalArgumentException("text must not be a checkpoint: SignedCheckpoint signs those");
        }
        NoteKey key = signer.key();
        byte[] signature = signer.sign(text.getBytes(StandardCharsets.UTF_8));
        return new SignedNote(text, List.of(new Line(key.name(), key.id(NoteKey.ED25519), signature))).format();
    }

    /**
     * Verifies a signed note.
     *
     * @param note the note
     * @param key the log's public key; signatures of other keys are passed over
     * @return its text, or empty when the note is malformed, is a checkpoint, or lacks the key's valid signature
     */
    public static Optional<String> open(String note, NoteKey key) {
        Optional<SignedNote> parsed = SignedNote.parse(note);
        if (parsed.isEmpty() || Checkpoint.parse(parsed.get().text()).isPresent()) {
            return Optional.empty();
        }
        byte[] text = parsed.get().text().getBytes(StandardCharsets.UTF_8);
        List<Line> own = parsed.get().lines().stream()
                .filter(line -> line.name().equals(key.name()) && line.id() == key.id(NoteKey.ED25519))
                .toList();
        boolean isSigned = !own.isEmpty() && own.stream().allMatch(line -> key.verifies(text, line.signature()));
        return isSigned ? Optional.of(parsed.get().text()) : Optional.empty();
    }
}
