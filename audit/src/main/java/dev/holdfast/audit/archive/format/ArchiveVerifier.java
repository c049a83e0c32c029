package dev.holdfast.audit.archive.format;

import dev.holdfast.audit.archive.format.ArchiveVerdict.Broken;
import dev.holdfast.audit.archive.format.ArchiveVerdict.Intact;
import dev.holdfast.audit.archive.format.ArchiveVerdict.Reason;
import dev.holdfast.audit.seal.note.Checkpoint;
import dev.holdfast.audit.seal.note.NoteKey;
import dev.holdfast.audit.seal.tree.TreeHash;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.zip.ZipException;

/**
 * Verifies the archive of a month by its files and the log's public key alone: no database, no network, no clock. Memory
 * does not grow with the archive.
 *
 * <p>The leaf of each event is made again of its line; all of them together, with the hashes of the rest of the tree, must
 * lead to the root of the signed checkpoint.
 *
 * <p><em>Security note.</em> The key must have come by a way that whoever could forge the archive does not control. Thread-safe.
 */
public final class ArchiveVerifier {
    private final NoteKey key;

    /**
     * Makes a verifier.
     *
     * @param key the log's public key
     */
    public ArchiveVerifier(NoteKey key) {
        this.key = key;
    }

    /**
     * Verifies an archive.
     *
     * @param manifest the text of its manifest
     * @param source gives the other files
     * @return what it is worth
     * @throws IOException when a file that is there cannot be read
     */
    public ArchiveVerdict verify(String manifest, ArchiveSource source) throws IOException {
        Optional<ArchiveManifest> open = ArchiveManifest.open(manifest, key);
        if (open.isEmpty()) {
            return new Broken(Reason.MANIFEST, "");
        }
        Optional<Broken> broken = files(open.get(), source);
        return broken.isPresent() ? broken.get() : content(open.get(), source);
    }

    /**
     * Whether the files are there as they were signed, their content unread.
     *
     * @param manifest what was signed
     * @param source gives the files
     * @return empty when they are; else what is wrong
     * @throws IOException when a file that is there cannot be read
     */
    public Optional<Broken> files(ArchiveManifest manifest, ArchiveSource source) throws IOException {
        Optional<Broken> events = file(manifest.files().events(), source);
        return events.isPresent() ? events : file(manifest.files().path(), source);
    }

    private static Optional<Broken> file(ArchiveFile signed, ArchiveSource source) throws IOException {
        try (InputStream in = source.read(signed.name());
                HashingOutput out = new HashingOutput(OutputStream.nullOutputStream())) {
            long unused = in.transferTo(out);
            return out.file(signed.name()).equals(signed)
                    ? Optional.empty()
                    : Optional.of(new Broken(Reason.FILE_CHANGED, signed.name()));
        } catch (NoSuchFileException missing) {
            return Optional.of(new Broken(Reason.FILE_MISSING, signed.name()));
        }
    }

    private static ArchiveVerdict content(ArchiveManifest manifest, ArchiveSource source) throws IOException {
        String events = manifest.files().events().name();
        try (InputStream file = source.read(events);
                InputStream lines = new GzipMember(file);
                DataInputStream path = new DataInputStream(new BufferedInputStream(
                        source.read(manifest.files().path().name())))) {
            EventLeaves leaves = new EventLeaves(lines, manifest.month());
            PartialRoot<IOException> root = new PartialRoot<>(leaves, (from, until) -> {
                byte[] hash = new byte[TreeHash.BYTES];
                path.readFully(hash);
                return TreeHash.of(hash);
            });
            Checkpoint head = manifest.checkpoint().checkpoint();
            boolean leads = root.of(head.size()).equals(head.root());
            if (leaves.index() != Long.MAX_VALUE || path.read() >= 0) {
                return new Broken(Reason.MALFORMED, events);
            }
            return judged(manifest, leaves, leads);
        } catch (EOFException | ZipException | CharacterCodingException | IllegalArgumentException malformed) {
            return new Broken(Reason.MALFORMED, events);
        }
    }

    private static ArchiveVerdict judged(ArchiveManifest manifest, EventLeaves leaves, boolean leads) {
        String events = manifest.files().events().name();
        if (!leaves.isOfMonth()) {
            return new Broken(Reason.OTHER_MONTH, events);
        }
        if (!leaves.span().equals(manifest.leaves()) || !leaves.categories().equals(manifest.categories())) {
            return new Broken(Reason.LEAVES, events);
        }
        return leads
                ? new Intact(manifest)
                : new Broken(Reason.PATH, manifest.files().path().name());
    }
}
