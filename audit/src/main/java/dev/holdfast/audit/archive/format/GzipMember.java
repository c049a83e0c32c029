package dev.holdfast.audit.archive.format;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * The content of a gzip file that is one member without optional fields and nothing else (RFC 1952 §2.3).
 *
 * <p>{@link java.util.zip.GZIPInputStream} passes over what stands behind a member unless it is another one, and over names and
 * comments before it: another reader could see there what this one does not. Not thread-safe.
 */
final class GzipMember extends InflaterInputStream {
    /** The magic number, DEFLATE, and no flag. */
    private static final int HEAD = 0x1f8b0800;

    private static final int HEAD_BYTES = 10;
    private static final int TRAILER_BYTES = 8;
    private static final int BUFFER = 1 << 14;

    private final CRC32 crc = new CRC32();
    private boolean isAtEnd;

    GzipMember(InputStream file) throws IOException {
        super(file, new Inflater(true), BUFFER);
        byte[] head = file.readNBytes(HEAD_BYTES);
        if (head.length < HEAD_BYTES) {
            throw new EOFException("gzip file must begin with a head of " + HEAD_BYTES + " bytes, got " + head.length);
        }
        if (ByteBuffer.wrap(head).getInt() != HEAD) {
            throw new ZipException("gzip file must begin with a member without optional fields");
        }
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
        int read = isAtEnd ? -1 : super.read(bytes, from, count);
        if (read > 0) {
            crc.update(bytes, from, read);
        } else if (read < 0 && !isAtEnd) {
            isAtEnd = true;
            requireTrailer();
        }
        return read;
    }

    private void requireTrailer() throws IOException {
        int ahead = inf.getRemaining();
        ByteBuffer trailer = ByteBuffer.allocate(TRAILER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        trailer.put(buf, len - ahead, Math.min(ahead, TRAILER_BYTES));
        trailer.put(in.readNBytes(trailer.remaining()));
        if (trailer.hasRemaining()) {
            throw new EOFException("gzip member must end with a checksum and a length");
        }
        if (trailer.flip().getInt() != (int) crc.getValue() || trailer.getInt() != (int) inf.getBytesWritten()) {
            throw new ZipException("gzip member must have the checksum and length of its content");
        }
        if (ahead > TRAILER_BYTES || in.read() >= 0) {
            throw new ZipException("gzip file must end with its first member");
        }
    }

    @Override
    public void close() throws IOException {
        inf.end();
        super.close();
    }
}
