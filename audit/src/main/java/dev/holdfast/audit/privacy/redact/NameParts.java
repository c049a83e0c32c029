package dev.holdfast.audit.privacy.redact;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The parts by which secrets' names are known, as a tree of their letters: tells in one walk, and without memory, that a
 * name has none of them. Immutable.
 */
final class NameParts {
    private static final int LETTERS = 36;
    private static final int END = 0;
    private static final int NEXT = 1;

    /** For each node where a part ends, and then the node that each letter leads to; 0 is the root, and leads nowhere. */
    private final int[] nodes;

    private NameParts(int[] nodes) {
        this.nodes = nodes;
    }

    static NameParts of(Set<String> some, Set<String> more) {
        int width = NEXT + LETTERS;
        int most = some.stream().mapToInt(String::length).sum()
                + more.stream().mapToInt(String::length).sum();
        int[] nodes = new int[(most + 1) * width];
        int used = 1;
        for (Set<String> parts : List.of(some, more)) {
            for (String part : parts) {
                int node = 0;
                for (int i = 0; i < part.length(); i++) {
                    int edge = node * width + NEXT + letter(part.charAt(i));
                    nodes[edge] = nodes[edge] == 0 ? used++ : nodes[edge];
                    node = nodes[edge];
                }
                nodes[node * width + END] = 1;
            }
        }
        return new NameParts(Arrays.copyOf(nodes, used * width));
    }

    /** False when no part stands in the name, whatever the case of its letters and whatever separates its words. */
    boolean mayBeIn(String name) {
        for (int from = 0; from < name.length(); from++) {
            if (name.charAt(from) >= 0x80 || beginsAt(name, from)) {
                // Beyond ASCII some letters have a lower case within it.
                return true;
            }
        }
        return false;
    }

    private boolean beginsAt(String name, int from) {
        int node = 0;
        for (int at = from; at < name.length(); at++) {
            int letter = letter(name.charAt(at));
            if (letter >= 0) {
                node = nodes[node * (NEXT + LETTERS) + NEXT + letter];
                if (node == 0) {
                    return false;
                }
                if (nodes[node * (NEXT + LETTERS) + END] != 0) {
                    return true;
                }
            } else if (at == from) {
                return false;
            }
        }
        return false;
    }

    /** The letter's or digit's number; -1 for what separates words. */
    private static int letter(char c) {
        if (c >= 'a' && c <= 'z') {
            return c - 'a';
        }
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        return c >= '0' && c <= '9' ? 26 + c - '0' : -1;
    }
}
