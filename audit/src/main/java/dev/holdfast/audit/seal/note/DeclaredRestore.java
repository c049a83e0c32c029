package dev.holdfast.audit.seal.note;

import dev.holdfast.audit.seal.tree.TreeHash;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A restore of a log, declared under the log's key: what was kept, what was lost, and the epoch that begins with it. Its
 * signatures were verified, or were just made.
 *
 * <p>It excuses the checkpoints of earlier epochs that lie in the lost range, and no others: what was kept must be
 * consistent with whatever anybody holds.
 *
 * @param epoch the epoch that begins, 2 or more
 * @param kept the size up to which the log is the one of before
 * @param root the root at that size
 * @param lost the size of the largest checkpoint that is known to be lost; {@code kept} when none is
 * @param signedAt when it was declared, in whole seconds
 * @param note the signed note, ending in a newline
 */
public record DeclaredRestore(int epoch, long kept, TreeHash root, long lost, Instant signedAt, String note) {
    /** The first line of the note. */
    public static final String FORMAT = "holdfast-restore/v1";

    private static final Pattern TEXT = Pattern.compile(FORMAT
            + "\nlog ([^\n]+)\nepoch ([2-9]|[1-9][0-9]{1,8})\nkept (0|[1-9][0-9]{0,17}) ([^\n]+)"
            + "\nlost (0|[1-9][0-9]{0,17})\n");

    /**
     * Declares a restore.
     *
     * @param kept the last tree head that the log has kept, in the epoch that ends
     * @param epoch the epoch that begins
     * @param lost the size of the largest checkpoint that is known to be lost, no less than what is kept
     * @param signing the log's signer, and the time to put under it
     * @return the declaration
     * @throws IllegalArgumentException when the epoch is not a later one, or less was lost than kept
     */
    public static DeclaredRestore sign(Checkpoint kept, int epoch, long lost, Signing signing) {
        if (epoch <= kept.epoch() || lost < kept.size()) {
            throw new IllegalArgumentException("epoch must be later than " + kept.epoch() + " and lost not less than "
                    + kept.size() + ", got " + epoch + " and " + lost);
        }
        String text = FORMAT + "\nlog " + signing.signer().key().name() + "\nepoch " + epoch + "\nkept " + kept.size()
                + " " + kept.root() + "\nlost " + lost + "\n";
        TimedNote signed = TimedNote.sign(text, signing.at(), signing.signer());
        return new DeclaredRestore(epoch, kept.size(), kept.root(), lost, signed.signedAt(), signed.note());
    }

    /**
     * Who signs, and when.
     *
     * @param signer has the log's key
     * @param at the time; cut to seconds, not before 1970
     */
    public record Signing(NoteSigner signer, Instant at) {}

    /**
     * Verifies a signed note as a declaration of the key's log.
     *
     * @param note the note
     * @param key the log's public key
     * @return the declaration, or empty when the note is malformed, of another log, or not signed by the key
     */
    public static Optional<DeclaredRestore> open(String note, NoteKey key) {
        return TimedNote.open(note, key).flatMap(signed -> read(signed, key));
    }

    private static Optional<DeclaredRestore> read(TimedNote signed, NoteKey key) {
        Matcher matcher = TEXT.matcher(signed.text());
        if (!matcher.matches() || !matcher.group(1).equals(key.name())) {
            return Optional.empty();
        }
        long kept = Long.parseLong(matcher.group(3));
        long lost = Long.parseLong(matcher.group(5));
        return TreeHash.parse(matcher.group(4))
                .filter(root -> lost >= kept)
                .map(root -> new DeclaredRestore(
                        Integer.parseInt(matcher.group(2)), kept, root, lost, signed.signedAt(), signed.note()));
    }

    /**
     * Whether a checkpoint is one that the restore is known to have lost.
     *
     * @param checkpoint a tree head of the same log
     * @return true when it is of an earlier epoch and lies within the lost range, {@code kept} excluded, {@code lost}
     *     included
     */
    public boolean excuses(Checkpoint checkpoint) {
        return checkpoint.epoch() < epoch && checkpoint.size() > kept && checkpoint.size() <= lost;
    }

    /**
     * The declaration that excuses a checkpoint.
     *
     * @param restores the declarations that are known
     * @param checkpoint a tree head of the same log
     * @return the one that keeps the least, or empty when none excuses it
     */
    public static Optional<DeclaredRestore> excusing(List<DeclaredRestore> restores, Checkpoint checkpoint) {
        return restores.stream()
                .filter(restore -> restore.excuses(checkpoint))
                .min(Comparator.comparingLong(DeclaredRestore::kept));
    }
}
