package dev.holdfast.audit.anchor.file;

import dev.holdfast.audit.anchor.AnchorException;
import dev.holdfast.audit.seal.note.DeclaredRestore;
import dev.holdfast.audit.seal.note.NoteKey;
import dev.holdfast.audit.seal.note.SignedCheckpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The records of an open file: read from the end, written at the end. */
final class NoteFile {
    private final String anchor;
    private final FileChannel channel;
    private final NoteKey key;

    NoteFile(String anchor, FileChannel channel, NoteKey key) {
        this.anchor = anchor;
        this.channel = channel;
        this.key = key;
    }

    /**
     * The newest checkpoint of at most a size: files grow by epoch and size, so the first one from the end.
     *
     * @throws AnchorException when a record on the way is damaged, that is torn without a mark behind it
     */
    Optional<SignedCheckpoint> newest(long maxSize) throws IOException {
        PiecesBackwards pieces = new PiecesBackwards(channel);
        boolean isLast = true;
        long named = -1;
        for (Piece piece = pieces.previous(); piece != null; piece = pieces.previous()) {
            long torn = piece.tornAt();
            if (torn >= 0 && !isLast && torn != named) {
                throw damaged(torn);
            }
            isLast = false;
            named = piece.isMark() ? piece.named() : -1;
            Optional<SignedCheckpoint> found = piece.isNote() ? checkpoint(piece, maxSize) : Optional.empty();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Where the last record is torn, or -1. */
    long tornAt() throws IOException {
        Piece last = new PiecesBackwards(channel).previous();
        return last == null ? -1 : last.tornAt();
    }

    /** Adds notes and makes them durable; a torn end is named first, and stays as it is. */
    void append(List<String> notes, long torn) throws IOException {
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        if (torn >= 0) {
            records.writeBytes(Piece.torn(torn));
        }
        notes.forEach(note -> records.writeBytes(Piece.note(note)));
        ByteBuffer bytes = ByteBuffer.wrap(records.toByteArray());
        long at = channel.size();
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
        channel.force(true);
    }

    /** What stands in the note without its signatures decides whether they are worth verifying. */
    private Optional<SignedCheckpoint> checkpoint(Piece piece, long maxSize) {
        String note = piece.note();
        String size = note.lines().skip(1).findFirst().orElse("");
        if (note.startsWith(DeclaredRestore.FORMAT) || isLarger(size, maxSize)) {
            return Optional.empty();
        }
        Optional<SignedCheckpoint> open = SignedCheckpoint.open(note, key);
        if (open.isEmpty()) {
            throw damaged(piece.offset());
        }
        return open;
    }

    private static boolean isLarger(@Nullable String size, long maxSize) {
        try {
            return Long.parseLong(size) > maxSize;
        } catch (NumberFormatException malformed) {
            return false;
        }
    }

    private AnchorException damaged(long at) {
        return new AnchorException(
                anchor,
                "must hold records signed by the key of " + key.name() + " alone, but holds another or a damaged one at"
                        + " byte " + at + ": compare the file with a copy of it",
                null);
    }
}
