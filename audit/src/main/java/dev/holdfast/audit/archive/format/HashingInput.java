package dev.holdfast.audit.archive.format;

import dev.holdfast.audit.seal.tree.TreeHash;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;

/** Reads on, and counts and hashes what it reads: so that what was used is known to be what was signed. Not thread-safe. */
public final class HashingInput extends FilterInputStream {
    private static final int MOST_SKIPPED = 1 << 14;

    private final MessageDigest sha256 = LeafDigest.sha256();
    private long bytes;

    /**
     * Stands behind another stream.
     *
     * @param in gives what is read
     */
    public HashingInput(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int count) throws IOException {
        int read = in.read(into, from, count);
        if (read > 0) {
            sha256.update(into, from, read);
            bytes += read;
        }
        return read;
    }

    @Override
    public long skip(long count) throws IOException {
        return readNBytes((int) Math.min(Math.max(count, 0), MOST_SKIPPED)).length;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /**
     * Reads what is left, and gives the file as it was read; to be asked once, at the end.
     *
     * @param name what it is called
     * @return its length and hash
     * @throws IOException when the rest cannot be read
     */
    public ArchiveFile file(String name) throws IOException {
        long unused = transferTo(OutputStream.nullOutputStream());
        return new ArchiveFile(name, bytes, TreeHash.of(sha256.digest()));
    }
}
