package dev.holdfast.audit.archive.format;

import dev.holdfast.audit.seal.tree.TreeHash;
import dev.holdfast.audit.seal.tree.TreeHasher;

/**
 * The root of a tree of which some leaves are at hand, and of the rest the largest subtrees that hold none of them.
 *
 * <p>Goes over the tree from the left (RFC 9162 §2.1.1) and asks for leaves and subtrees in that order, so that whoever
 * writes an archive and whoever verifies it meet the same ones, and neither holds more than one path in memory. Not
 * thread-safe.
 *
 * @param <X> what the sources throw
 */
public final class PartialRoot<X extends Exception> {
    private final TreeHasher hasher = new TreeHasher();
    private final Leaves<X> leaves;
    private final Others<X> others;

    /**
     * Stands on both sources.
     *
     * @param leaves the leaves at hand, in order
     * @param others the subtrees that hold none of them
     */
    public PartialRoot(Leaves<X> leaves, Others<X> others) {
        this.leaves = leaves;
        this.others = others;
    }

    /**
     * Leaves in the order of their places.
     *
     * @param <X> what it throws
     */
    public interface Leaves<X extends Exception> {
        /**
         * The place of the next leaf; greater than the one before.
         *
         * @return its place, or {@link Long#MAX_VALUE} behind the last
         * @throws X when it cannot be told
         */
        long index() throws X;

        /**
         * Takes the next leaf.
         *
         * @return its hash
         * @throws X when it cannot be told
         */
        TreeHash take() throws X;
    }

    /**
     * Subtrees without leaves at hand.
     *
     * @param <X> what it throws
     */
    @FunctionalInterface
    public interface Others<X extends Exception> {
        /**
         * The root of a subtree.
         *
         * @param from its first leaf
         * @param until the leaf behind its last
         * @return its root
         * @throws X when it cannot be told
         */
        TreeHash over(long from, long until) throws X;
    }

    /**
     * Goes over the tree once.
     *
     * @param size how many leaves it has
     * @return its root
     * @throws X when a source throws it
     */
    public TreeHash of(long size) throws X {
        return size == 0 ? hasher.empty() : over(0, size);
    }

    private TreeHash over(long from, long until) throws X {
        if (leaves.index() >= until) {
            return others.over(from, until);
        }
        if (until - from == 1) {
            return leaves.take();
        }
        long middle = from + Long.highestOneBit(until - from - 1);
        TreeHash left = over(from, middle);
        return hasher.node(left, over(middle, until));
    }
}
