package dev.holdfast.audit.record.spool;

import dev.holdfast.audit.record.internal.disk.SpoolFiles.SpoolFile;
import dev.holdfast.audit.record.internal.row.EventRow;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The rows that were made durable together. A frame is forced before the next one is written, so at most the last one of a
 * segment can be torn, and nothing in it was acknowledged.
 *
 * @param rows the rows
 * @param end where the frame ends in its segment
 */
record Frame(List<EventRow> rows, long end) {
    /** "HFFR". */
    private static final int MARKER = 0x48464652;

    private static final int HEAD = 16;
    private static final int ALIGNMENT = 8;

    /** How much the rows take as a frame. */
    static int size(List<EventRow> rows) {
        int size = HEAD;
        for (EventRow row : rows) {
            size = Math.addExact(size, size(row));
        }
        return aligned(size);
    }

    /** How much a row takes within a frame. */
    static int size(EventRow row) {
        return Integer.BYTES + row.tuple().length;
    }

    static ByteBuffer bytes(List<EventRow> rows, long segment, long offset) {
        ByteBuffer out = ByteBuffer.allocate(size(rows));
        out.position(HEAD);
        for (EventRow row : rows) {
            out.putInt(row.tuple().length).put(row.tuple());
        }
        int body = out.position() - HEAD;
        out.putInt(0, MARKER).putInt(4, body).putInt(8, rows.size());
        return out.putInt(12, checksum(out, segment, offset)).clear();
    }

    /** The frame at an offset, or null when no whole frame of this place is there. */
    static @Nullable Frame read(SpoolFile file, long segment, long offset) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(HEAD);
        file.read(head, offset);
        if (head.hasRemaining() || head.getInt(0) != MARKER) {
            return null;
        }
        int body = head.getInt(4);
        if (body <= 0 || body > file.size() - offset - HEAD) {
            return null;
        }
        ByteBuffer whole = ByteBuffer.allocate(HEAD + body);
        file.read(whole, offset);
        return whole.hasRemaining() ? null : read(whole.flip(), segment, offset);
    }

    private static @Nullable Frame read(ByteBuffer whole, long segment, long offset) {
        if (whole.getInt(12) != checksum(whole, segment, offset)) {
            return null;
        }
        List<EventRow> rows = new ArrayList<>(whole.getInt(8));
        whole.position(HEAD);
        while (whole.hasRemaining()) {
            byte[] tuple = new byte[whole.getInt()];
            whole.get(tuple);
            rows.add(EventRow.of(tuple));
        }
        return new Frame(rows, offset + aligned(whole.limit()));
    }

    /** Whether a whole frame lies anywhere behind an offset: then what is at the offset is no torn end. */
    static boolean isAnyBehind(SpoolFile file, long segment, long offset) throws IOException {
        ByteBuffer rest = ByteBuffer.allocate(Math.toIntExact(file.size() - offset));
        file.read(rest, offset);
        rest.flip();
        for (int at = ALIGNMENT; at + HEAD <= rest.limit(); at += ALIGNMENT) {
            if (rest.getInt(at) == MARKER && read(file, segment, offset + at) != null) {
                return true;
            }
        }
        return false;
    }

    private static int aligned(int size) {
        return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /** Over its place too: a frame that was copied elsewhere is none. */
    private static int checksum(ByteBuffer whole, long segment, long offset) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(segment)
                .putLong(offset)
                .flip());
        crc.update(whole.slice(4, 8));
        crc.update(whole.slice(HEAD, whole.getInt(4)));
        return (int) crc.getValue();
    }
}
