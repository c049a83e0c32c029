package dev.holdfast.audit.seal.note;

import dev.holdfast.audit.seal.tree.TreeHash;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The tree head of a log (C2SP tlog-checkpoint): which log, how many events, and the root over them.
 *
 * @param origin the log's name
 * @param size how many leaves the tree has
 * @param root the root over them
 */
public record Checkpoint(String origin, long size, TreeHash root) {
    private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,17}");

    /**
     * Checks the size.
     *
     * @throws IllegalArgumentException when it is negative
     */
    public Checkpoint {
        if (size < 0) {
            throw new IllegalArgumentException("size must be 0 or more, got " + size);
        }
    }

    /**
     * Reads the text of a checkpoint without its signatures.
     *
     * @param text at least three lines
     * @return the checkpoint, or empty when the text is none; further lines are passed over
     */
    static Optional<Checkpoint> parse(String text) {
        if (!text.endsWith("\n")) {
            return Optional.empty();
        }
        List<String> lines = List.of(text.substring(0, text.length() - 1).split("\n", -1));
        if (lines.size() < 3
                || lines.stream().anyMatch(String::isEmpty)
                || !SIZE.matcher(lines.get(1)).matches()) {
            return Optional.empty();
        }
        return TreeHash.parse(lines.get(2))
                .map(root -> new Checkpoint(lines.get(0), Long.parseLong(lines.get(1)), root));
    }

    /**
     * The text that is signed.
     *
     * @return three lines
     */
    public String text() {
        return origin + "\n" + size + "\n" + root + "\n";
    }
}
