package dev.holdfast.audit.archive.format;

import dev.holdfast.audit.seal.tree.TreeHash;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * One hash over which leaves there are: SHA-256 over place (8 bytes), event's id (16) and leaf's hash (32) of each, in the
 * order of their places. So a manifest of one line is about exactly its leaves, however they are strewn over the tree.
 *
 * <p>Not thread-safe.
 */
public final class LeafDigest {
    private static final int UUID_BYTES = 16;

    private final MessageDigest sha256 = sha256();
    private final ByteBuffer entry = ByteBuffer.allocate(Long.BYTES + UUID_BYTES + TreeHash.BYTES);
    private long events;
    private long first;
    private long until;

    /**
     * Leaves of a tree, not all of them in a row.
     *
     * @param events how many they are
     * @param first the place of the first, 0 when there is none
     * @param until the place behind the last, 0 when there is none
     * @param digest the hash over them
     */
    public record Span(long events, long first, long until, TreeHash digest) {}

    /**
     * Adds a leaf; its place must be greater than the one before.
     *
     * @param index its place
     * @param event its event's id
     * @param hashes holds its hash
     * @param at where in it
     * @throws IllegalArgumentException when the places do not ascend
     */
    public void add(long index, UUID event, byte[] hashes, int at) {
        if (events > 0 && index < until) {
            throw new IllegalArgumentException("index must be " + until + " or more, got " + index);
        }
        first = events == 0 ? index : first;
        until = index + 1;
        events++;
        entry.clear()
                .putLong(index)
                .putLong(event.getMostSignificantBits())
                .putLong(event.getLeastSignificantBits())
                .put(hashes, at, TreeHash.BYTES);
        sha256.update(entry.array());
    }

    /**
     * What was added so far.
     *
     * @return the leaves
     */
    public Span span() {
        try {
            return new Span(events, first, until, TreeHash.of(((MessageDigest) sha256.clone()).digest()));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's SHA-256 must be cloneable", e);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have SHA-256, this one does not", e);
        }
    }
}
