package dev.holdfast.audit.archive.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The lines of an archive, each ended by a newline and by nothing else, the last one too; one is in memory.
 *
 * <p>Not by a {@link java.io.BufferedReader}: it takes a carriage return for an end of line, and the end of the file, so that two
 * files would have the same lines. Not thread-safe.
 */
final class EventLines {
    private static final int BUFFER = 1 << 14;

    private final InputStream in;
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
    private byte[] buffer = new byte[BUFFER];
    private int from;
    private int until;

    EventLines(InputStream in) {
        this.in = in;
    }

    /**
     * Reads the next line.
     *
     * @return the line without its newline, or empty behind the last
     * @throws java.nio.charset.CharacterCodingException when it is not UTF-8
     * @throws IllegalArgumentException when the file does not end with a newline
     */
    Optional<String> next() throws IOException {
        int read = 0;
        while (from + read == until || buffer[from + read] != '\n') {
            if (from + read < until) {
                read++;
            } else if (!fill()) {
                if (read > 0) {
                    throw ManifestText.malformed();
                }
                return Optional.empty();
            }
        }
        String line = utf8.decode(ByteBuffer.wrap(buffer, from, read)).toString();
        from += read + 1;
        return Optional.of(line);
    }

    /** Moves what is begun to the front, and reads on behind it. */
    private boolean fill() throws IOException {
        System.arraycopy(buffer, from, buffer, 0, until - from);
        until -= from;
        from = 0;
        if (until == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * until);
        }
        int read = in.read(buffer, until, buffer.length - until);
        until += Math.max(read, 0);
        return read >= 0;
    }
}
