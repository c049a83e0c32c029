package dev.holdfast.audit.seal.tree;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The hash function of the tree (RFC 9162 §2.1.1): SHA-256 over a byte that tells leaf from node, so that no node can be
 * passed off as a leaf.
 *
 * <p>Holds one digest and one buffer that it uses again and again: the hashing of a whole log allocates nothing. Not
 * thread-safe.
 */
public final class TreeHasher {
    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final MessageDigest sha256;
    private final byte[] node = new byte[1 + 2 * TreeHash.BYTES];

    /** Makes a hasher. */
    public TreeHasher() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have SHA-256, this one does not", e);
        }
        node[0] = NODE;
    }

    /**
     * The hash of the tree without leaves.
     *
     * @return SHA-256 of nothing
     */
    public TreeHash empty() {
        return TreeHash.of(sha256.digest());
    }

    /**
     * The hash of a leaf.
     *
     * @param entry the leaf's bytes
     * @return its hash
     */
    public TreeHash leaf(byte[] entry) {
        byte[] out = new byte[TreeHash.BYTES];
        leaf(entry, entry.length, out, 0);
        return TreeHash.of(out);
    }

    /**
     * Hashes a leaf without allocating.
     *
     * @param buffer begins with the leaf's bytes
     * @param length how many they are
     * @param out takes the hash
     * @param at where in it
     */
    public void leaf(byte[] buffer, int length, byte[] out, int at) {
        sha256.update(LEAF);
        sha256.update(buffer, 0, length);
        finish(out, at);
    }

    /**
     * The hash of a node.
     *
     * @param left its left child
     * @param right its right child
     * @return its hash
     */
    public TreeHash node(TreeHash left, TreeHash right) {
        byte[] out = new byte[TreeHash.BYTES];
        System.arraycopy(left.raw(), 0, node, 1, TreeHash.BYTES);
        System.arraycopy(right.raw(), 0, node, 1 + TreeHash.BYTES, TreeHash.BYTES);
        sha256.update(node, 0, node.length);
        finish(out, 0);
        return TreeHash.of(out);
    }

    /** Hashes the node whose children stand side by side; the result may take the place of either. */
    void node(byte[] children, int from, byte[] out, int at) {
        System.arraycopy(children, from, node, 1, 2 * TreeHash.BYTES);
        sha256.update(node, 0, node.length);
        finish(out, at);
    }

    private void finish(byte[] out, int at) {
        try {
            int written = sha256.digest(out, at, TreeHash.BYTES);
            if (written != TreeHash.BYTES) {
                throw new IllegalStateException("SHA-256 must give 32 bytes, gave " + written);
            }
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-256 must fit into 32 bytes", e);
        }
    }
}
