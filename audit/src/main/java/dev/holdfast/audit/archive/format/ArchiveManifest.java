package dev.holdfast.audit.archive.format;

import dev.holdfast.audit.seal.note.NoteKey;
import dev.holdfast.audit.seal.note.NoteSigner;
import dev.holdfast.audit.seal.note.SignedCheckpoint;
import dev.holdfast.audit.seal.note.SignedText;
import dev.holdfast.core.event.Category;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.Base64;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the archive of a month is, signed with the log's key: which leaves, in which files, under which checkpoint. {@code
 * docs/design/audit-archive-format.md} describes every byte.
 *
 * @param month the month, in UTC
 * @param leaves which leaves
 * @param categories the categories that occur: how long the archive must be kept follows from them
 * @param files its files
 * @param checkpoint the tree head under which the leaves are proven
 */
public record ArchiveManifest(
        YearMonth month, LeafDigest.Span leaves, Set<Category> categories, Files files, SignedCheckpoint checkpoint) {
    static final String FORMAT = "holdfast-archive/v1";

    /** Copies the categories. */
    public ArchiveManifest {
        categories = Collections.unmodifiableSet(
                categories.isEmpty() ? EnumSet.noneOf(Category.class) : EnumSet.copyOf(categories));
    }

    /**
     * The files of an archive.
     *
     * @param events one line an event, gzipped
     * @param path the hashes that lead from the leaves to the root
     */
    public record Files(ArchiveFile events, ArchiveFile path) {}

    /**
     * Signs the manifest.
     *
     * @param signer has the key, the same as the checkpoint's
     * @return the signed note
     */
    public String sign(NoteSigner signer) {
        return SignedText.sign(text(), signer);
    }

    /**
     * Verifies a manifest.
     *
     * @param note the signed note
     * @param key the log's public key
     * @return the manifest, or empty when it is malformed, or one of its signatures is not of the key
     */
    public static Optional<ArchiveManifest> open(String note, NoteKey key) {
        return SignedText.open(note, key).flatMap(text -> ManifestText.read(text, key));
    }

    String text() {
        String named = categories.stream().map(Category::name).collect(Collectors.joining(","));
        byte[] note = checkpoint.note().getBytes(StandardCharsets.UTF_8);
        return FORMAT + "\nlog " + checkpoint.checkpoint().log() + "\nmonth " + month + "\nleaves "
                + leaves.events() + " " + leaves.first() + " " + leaves.until() + " " + leaves.digest()
                + "\ncategories " + (named.isEmpty() ? "-" : named) + "\nevents "
                + files.events().text() + "\npath " + files.path().text() + "\ncheckpoint "
                + Base64.getEncoder().encodeToString(note) + "\n";
    }
}
