package dev.holdfast.audit.seal.tree;

import java.util.List;

/**
 * What proves that a leaf stands at its place in a tree, given the root (RFC 9162 §2.1.3).
 *
 * @param index the leaf's place, from 0
 * @param size the tree's size, more than the index
 * @param path the siblings on the way from the leaf to the root
 */
public record InclusionProof(long index, long size, List<TreeHash> path) {
    /**
     * Checks the place and copies the path.
     *
     * @throws IllegalArgumentException when the index does not lie within the tree
     */
    public InclusionProof {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("index must lie within the tree of size " + size + ", got " + index);
        }
        path = List.copyOf(path);
    }

    /**
     * Whether the path leads from the leaf to the root: the algorithm of RFC 9162 §2.1.3.2.
     *
     * @param leaf the leaf's hash
     * @param root the root of the tree of {@link #size}
     * @return false as well when the path is longer or shorter than the place asks for
     */
    public boolean leads(TreeHash leaf, TreeHash root) {
        TreeHasher hasher = new TreeHasher();
        long node = index;
        long last = size - 1;
        TreeHash hash = leaf;
        for (TreeHash sibling : path) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                hash = hasher.node(sibling, hash);
                // At the right edge a node without a sibling goes up as it is.
                int ups = (node & 1) == 1 ? 0 : Long.numberOfTrailingZeros(node);
                node >>= ups;
                last >>= ups;
            } else {
                hash = hasher.node(hash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && hash.equals(root);
    }
}
