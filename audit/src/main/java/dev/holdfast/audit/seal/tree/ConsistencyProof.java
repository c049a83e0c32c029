package dev.holdfast.audit.seal.tree;

import java.util.ArrayList;
import java.util.List;

/**
 * What proves that a tree is an earlier one with leaves added, and none changed, given both roots (RFC 9162 §2.1.4).
 *
 * @param from the earlier tree's size, 0 or more
 * @param to the later tree's size, no less
 * @param path the nodes that lead to both roots; empty when the sizes are equal or the earlier tree is empty
 */
public record ConsistencyProof(long from, long to, List<TreeHash> path) {
    /**
     * Checks the sizes and copies the path.
     *
     * @throws IllegalArgumentException when the sizes are not in order
     */
    public ConsistencyProof {
        if (from < 0 || from > to) {
            throw new IllegalArgumentException("sizes must be 0 or more and in order, got " + from + " and " + to);
        }
        path = List.copyOf(path);
    }

    /**
     * Whether the path leads to both roots: the algorithm of RFC 9162 §2.1.4.2.
     *
     * @param earlier the root of the tree of {@link #from}
     * @param later the root of the tree of {@link #to}
     * @return false as well when the path is longer or shorter than the sizes ask for
     */
    public boolean leads(TreeHash earlier, TreeHash later) {
        if (from == to) {
            return path.isEmpty() && earlier.equals(later);
        }
        if (from == 0) {
            // Every tree begins as the empty one, whose root is known.
            return path.isEmpty() && earlier.equals(new TreeHasher().empty());
        }
        List<TreeHash> nodes = new ArrayList<>(path);
        if (Long.bitCount(from) == 1) {
            nodes.add(0, earlier);
        }
        return !nodes.isEmpty() && folds(nodes, earlier, later);
    }

    private boolean folds(List<TreeHash> nodes, TreeHash earlier, TreeHash later) {
        TreeHasher hasher = new TreeHasher();
        int ups = Long.numberOfTrailingZeros(from);
        long node = (from - 1) >> ups;
        long last = (to - 1) >> ups;
        TreeHash first = nodes.get(0);
        TreeHash second = nodes.get(0);
        for (TreeHash sibling : nodes.subList(1, nodes.size())) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                first = hasher.node(sibling, first);
                second = hasher.node(sibling, second);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                second = hasher.node(second, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && first.equals(earlier) && second.equals(later);
    }
}
