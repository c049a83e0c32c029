package dev.holdfast.audit.seal.tree;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The definitions of RFC 9162 §2.1 written down as they stand, by recursion over all leaves. */
final class NaiveTree {
    private final TreeHasher hasher = new TreeHasher();
    private final List<TreeHash> leaves;
    private final Map<List<Integer>, TreeHash> known = new HashMap<>();

    NaiveTree(List<TreeHash> leaves) {
        this.leaves = List.copyOf(leaves);
    }

    /** Leaves d0, d1, … */
    static List<TreeHash> leaves(int count) {
        TreeHasher hasher = new TreeHasher();
        List<TreeHash> leaves = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            leaves.add(hasher.leaf(("d" + i).getBytes(StandardCharsets.US_ASCII)));
        }
        return leaves;
    }

    TreeHash root(int size) {
        return size == 0 ? hasher.empty() : mth(0, size);
    }

    List<TreeHash> path(int index, int size) {
        return path(index, 0, size);
    }

    List<TreeHash> proof(int from, int to) {
        return subproof(from, 0, to, true);
    }

    private TreeHash mth(int from, int until) {
        if (until - from == 1) {
            return leaves.get(from);
        }
        List<Integer> key = List.of(from, until);
        TreeHash hash = known.get(key);
        if (hash == null) {
            int k = split(until - from);
            hash = hasher.node(mth(from, from + k), mth(from + k, until));
            known.put(key, hash);
        }
        return hash;
    }

    private List<TreeHash> path(int m, int from, int until) {
        int n = until - from;
        if (n == 1) {
            return List.of();
        }
        int k = split(n);
        return m < k
                ? plus(path(m, from, from + k), mth(from + k, until))
                : plus(path(m - k, from + k, until), mth(from, from + k));
    }

    private List<TreeHash> subproof(int m, int from, int until, boolean isWhole) {
        int n = until - from;
        if (m == n) {
            return isWhole ? List.of() : List.of(mth(from, until));
        }
        int k = split(n);
        return m <= k
                ? plus(subproof(m, from, from + k, isWhole), mth(from + k, until))
                : plus(subproof(m - k, from + k, until, false), mth(from, from + k));
    }

    private static int split(int n) {
        int k = 1;
        while (2 * k < n) {
            k *= 2;
        }
        return k;
    }

    private static List<TreeHash> plus(List<TreeHash> list, TreeHash last) {
        List<TreeHash> longer = new ArrayList<>(list);
        longer.add(last);
        return longer;
    }
}
