package dev.holdfast.audit.seal.note;

import dev.holdfast.audit.seal.tree.TreeHash;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tree head of a log (C2SP tlog-checkpoint): which log, how many events, and the root over them.
 *
 * <p>A log begins in epoch 1 and enters the next one with each declared restore. A log must not sign two heads that are not
 * consistent, so what follows a restore goes under an origin of its own: witnesses take it for another log until their
 * operators accept it.
 *
 * @param origin the log's name; in a later epoch followed by {@code /epoch/} and the epoch's number
 * @param size how many leaves the tree has
 * @param root the root over them
 */
public record Checkpoint(String origin, long size, TreeHash root) {
    /** The epoch of a log that was never restored. */
    public static final int FIRST_EPOCH = 1;

    private static final String EPOCH = "/epoch/";
    private static final Pattern LATER = Pattern.compile("(.+)" + EPOCH + "([2-9]|[1-9][0-9]{1,8})");
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
     * The tree head of a log in an epoch.
     *
     * @param log the log's name
     * @param epoch its epoch, from {@value #FIRST_EPOCH}
     * @param size how many leaves the tree has
     * @param root the root over them
     * @return the checkpoint
     */
    public static Checkpoint of(String log, int epoch, long size, TreeHash root) {
        return new Checkpoint(epoch == FIRST_EPOCH ? log : log + EPOCH + epoch, size, root);
    }

    /** Whether a text could be taken for the origin of another log's later epoch. */
    static boolean isLaterEpoch(String origin) {
        return LATER.matcher(origin).matches();
    }

    /**
     * The log, whatever its epoch.
     *
     * @return the log's name
     */
    public String log() {
        Matcher later = LATER.matcher(origin);
        return later.matches() ? later.group(1) : origin;
    }

    /**
     * How often the log was restored, counted from {@value #FIRST_EPOCH}.
     *
     * @return the epoch
     */
    public int epoch() {
        Matcher later = LATER.matcher(origin);
        return later.matches() ? Integer.parseInt(later.group(2)) : FIRST_EPOCH;
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
