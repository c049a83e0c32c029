package dev.holdfast.audit.anchor.file;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What lies between two record separators: a head that tells a note's length and the note, or the mark that names where a
 * torn record lies before it.
 */
final class Piece {
    /** Begins a record (RFC 7464 §2.2): no note can hold it, so a torn record does not hide the next one. */
    static final byte SEPARATOR = 0x1E;

    private static final Pattern HEAD = Pattern.compile("(note|torn) (0|[1-9][0-9]{0,17})\n");
    private static final int MAX_HEAD = 24;

    private final long offset;
    private final byte[] bytes;
    private final String kind;
    private final long number;
    private final int head;

    Piece(long offset, byte[] bytes) {
        this.offset = offset;
        this.bytes = bytes;
        String start = new String(bytes, 0, Math.min(MAX_HEAD, bytes.length), StandardCharsets.ISO_8859_1);
        Matcher matcher = HEAD.matcher(start);
        boolean isHeaded = matcher.lookingAt();
        this.kind = isHeaded ? matcher.group(1) : "";
        this.number = isHeaded ? Long.parseLong(matcher.group(2)) : 0;
        this.head = isHeaded ? matcher.end() : 0;
    }

    static byte[] note(String note) {
        byte[] text = note.getBytes(StandardCharsets.UTF_8);
        byte[] head = ((char) SEPARATOR + "note " + text.length + "\n").getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(head.length + text.length)
                .put(head)
                .put(text)
                .array();
    }

    static byte[] torn(long at) {
        return ((char) SEPARATOR + "torn " + at + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    boolean isMark() {
        return kind.equals("torn");
    }

    /** Where the torn record lies that a mark names. */
    long named() {
        return number;
    }

    /** Where something lies that is no whole record, or -1 when the piece is one exactly. */
    long tornAt() {
        long end = isMark() ? head : head + number;
        if (kind.isEmpty() || end > bytes.length) {
            return offset;
        }
        return end < bytes.length ? offset + end : -1;
    }

    /** Whether there is a whole note, with or without something torn behind it. */
    boolean isNote() {
        return kind.equals("note") && head + number <= bytes.length;
    }

    String note() {
        return new String(bytes, head, (int) number, StandardCharsets.UTF_8);
    }

    long offset() {
        return offset;
    }
}
