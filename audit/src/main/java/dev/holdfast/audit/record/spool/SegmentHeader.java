package dev.holdfast.audit.record.spool;

import dev.holdfast.audit.record.internal.row.RowLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * The first 64 bytes of a segment.
 *
 * @param number the segment's number, one more than its predecessor's
 * @param createdAt milliseconds since 1970
 * @param previousEnd where the predecessor's frames end; 0 when it has none
 */
record SegmentHeader(long number, long createdAt, long previousEnd) {
    static final int BYTES = 64;

    private static final byte[] MAGIC = "HFSPOOL1".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int CHECKED = 60;

    ByteBuffer bytes() {
        ByteBuffer out = ByteBuffer.allocate(BYTES)
                .put(MAGIC)
                .putInt(VERSION)
                .putInt(RowLayout.VERSION)
                .putLong(number)
                .putLong(createdAt)
                .putLong(previousEnd);
        return out.putInt(CHECKED, checksum(out)).clear();
    }

    static SegmentHeader read(Path path, ByteBuffer in) {
        if (in.remaining() < BYTES || !in.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))) {
            throw SpoolException.of(path, "must begin with HFSPOOL1: it is no segment, move it elsewhere");
        }
        if (in.getInt(CHECKED) != checksum(in)) {
            throw SpoolException.of(path, "has a damaged header: recover the disk, or move the file elsewhere");
        }
        if (in.getInt(8) != VERSION || in.getInt(12) != RowLayout.VERSION) {
            throw SpoolException.of(
                    path,
                    "must be of format " + VERSION + " and layout " + RowLayout.VERSION + ", is of " + in.getInt(8)
                            + " and " + in.getInt(12) + ": replay it with the version that wrote it");
        }
        return new SegmentHeader(in.getLong(16), in.getLong(24), in.getLong(32));
    }

    private static int checksum(ByteBuffer header) {
        CRC32C crc = new CRC32C();
        crc.update(header.duplicate().clear().limit(CHECKED));
        return (int) crc.getValue();
    }
}
