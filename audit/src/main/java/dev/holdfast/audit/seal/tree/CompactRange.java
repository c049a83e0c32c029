package dev.holdfast.audit.seal.tree;

import java.util.Arrays;

/**
 * A growing tree's right edge: the roots of its perfect subtrees, largest first, which is all that its root needs.
 *
 * <p>At most 63 hashes whatever the tree's size. Not thread-safe.
 */
public final class CompactRange {
    private final TreeHasher hasher;
    private byte[] edge = new byte[16 * TreeHash.BYTES];
    private int depth;
    private long size;

    /**
     * Begins with no leaf.
     *
     * @param hasher does the hashing; may be shared within a thread
     */
    public CompactRange(TreeHasher hasher) {
        this.hasher = hasher;
    }

    /**
     * How many leaves there are.
     *
     * @return the tree's size
     */
    public long size() {
        return size;
    }

    /**
     * Adds a leaf.
     *
     * @param array holds the leaf's hash
     * @param at where it begins
     */
    public void append(byte[] array, int at) {
        push(array, at, size);
        size++;
    }

    /**
     * Adds a leaf.
     *
     * @param leaf the leaf's hash
     */
    public void append(TreeHash leaf) {
        append(leaf.raw(), 0);
    }

    /** Adds perfect subtrees of one size, {@code span} leaves each, behind larger ones. */
    void appendSubtrees(byte[] hashes, int count, long span) {
        for (int i = 0; i < count; i++) {
            push(hashes, i * TreeHash.BYTES, i);
            size += span;
        }
    }

    /**
     * The root over all leaves so far.
     *
     * @return the root; of the empty tree when there are none
     */
    public TreeHash root() {
        if (depth == 0) {
            return hasher.empty();
        }
        byte[] fold = Arrays.copyOf(edge, depth * TreeHash.BYTES);
        for (int right = depth - 1; right > 0; right--) {
            int left = (right - 1) * TreeHash.BYTES;
            hasher.node(fold, left, fold, left);
        }
        return TreeHash.at(fold, 0);
    }

    /** Each 1 at the end of the number of siblings before is a perfect subtree that the new one completes. */
    private void push(byte[] array, int at, long before) {
        if ((depth + 1) * TreeHash.BYTES > edge.length) {
            edge = Arrays.copyOf(edge, 2 * edge.length);
        }
        System.arraycopy(array, at, edge, depth * TreeHash.BYTES, TreeHash.BYTES);
        depth++;
        for (long n = before; (n & 1) == 1; n >>= 1) {
            depth--;
            int left = (depth - 1) * TreeHash.BYTES;
            hasher.node(edge, left, edge, left);
        }
    }
}
