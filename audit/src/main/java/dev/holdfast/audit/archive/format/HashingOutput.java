package dev.holdfast.audit.archive.format;

import dev.holdfast.audit.seal.tree.TreeHash;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/** Writes on, and counts and hashes what it writes. Not thread-safe. */
public final class HashingOutput extends FilterOutputStream {
    private final MessageDigest sha256 = LeafDigest.sha256();
    private long bytes;

    /**
     * Stands before another stream.
     *
     * @param out takes what is written
     */
    public HashingOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int value) throws IOException {
        out.write(value);
        sha256.update((byte) value);
        bytes++;
    }

    @Override
    public void write(byte[] values, int from, int count) throws IOException {
        out.write(values, from, count);
        sha256.update(values, from, count);
        bytes += count;
    }

    /**
     * The file as it was written; to be asked once, at the end.
     *
     * @param name what it is called
     * @return its length and hash
     */
    public ArchiveFile file(String name) {
        return new ArchiveFile(name, bytes, TreeHash.of(sha256.digest()));
    }
}
