package dev.holdfast.audit.anchor.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The pieces of a file from the last to the first, so that the newest is found whatever the file's size. */
final class PiecesBackwards {
    private static final int BLOCK = 1 << 14;

    private final FileChannel channel;

    /** What is read and not given yet; it begins at this place of the file. */
    private byte[] rest = new byte[0];

    private long from;

    PiecesBackwards(FileChannel channel) throws IOException {
        this.channel = channel;
        this.from = channel.size();
    }

    /** The piece before the one given last, or null. */
    @Nullable
    Piece previous() throws IOException {
        int separator = lastSeparator(rest.length);
        while (separator < 0 && from > 0) {
            int before = rest.length;
            int read = (int) Math.min(BLOCK, from);
            ByteBuffer more = ByteBuffer.allocate(read + before);
            more.limit(read);
            from -= read;
            fill(more);
            more.limit(read + before);
            more.put(rest);
            rest = more.array();
            separator = lastSeparator(read);
        }
        if (rest.length == 0) {
            return null;
        }
        // Before the first separator nothing should stand; if something does, it is a piece without a head.
        int start = Math.max(separator, 0);
        Piece piece = new Piece(
                from + start + (separator < 0 ? 0 : 1),
                Arrays.copyOfRange(rest, start + (separator < 0 ? 0 : 1), rest.length));
        rest = Arrays.copyOf(rest, start);
        return piece;
    }

    private void fill(ByteBuffer more) throws IOException {
        long at = from;
        while (more.hasRemaining()) {
            int read = channel.read(more, at);
            if (read < 0) {
                throw new IOException("the file became shorter while it was read");
            }
            at += read;
        }
    }

    private int lastSeparator(int until) {
        for (int i = until - 1; i >= 0; i--) {
            if (rest[i] == Piece.SEPARATOR) {
                return i;
            }
        }
        return -1;
    }
}
