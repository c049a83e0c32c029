package dev.holdfast.audit.archive;

import dev.holdfast.audit.archive.RowLeaves.NotProvenException;
import dev.holdfast.audit.archive.format.ArchiveFile;
import dev.holdfast.audit.archive.format.ArchiveManifest;
import dev.holdfast.audit.archive.format.HashingOutput;
import dev.holdfast.audit.archive.format.PartialRoot;
import dev.holdfast.audit.archive.store.ArchiveStore;
import dev.holdfast.audit.seal.note.NoteKey;
import dev.holdfast.audit.seal.note.SignedCheckpoint;
import dev.holdfast.audit.seal.tree.MissingTileException;
import dev.holdfast.audit.seal.tree.TreeHash;
import dev.holdfast.audit.seal.tree.TreeProofs;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Writes the archive of one month, in one pass over its rows. For one use. */
final class MonthExport {
    static final String MANIFEST = ".manifest";

    /** Longer than any manifest: whoever can write into the store must not fill the host's memory. */
    private static final int MAX_MANIFEST = 1 << 16;

    private final ArchiveStore store;
    private final YearMonth month;
    private final SignedCheckpoint checkpoint;
    private @Nullable ArchiveFile events;
    private @Nullable ArchiveFile path;

    MonthExport(ArchiveStore store, YearMonth month, SignedCheckpoint checkpoint) {
        this.store = store;
        this.month = month;
        this.checkpoint = checkpoint;
    }

    /** What the names of all files of a month begin with. */
    static String prefix(YearMonth month) {
        return "audit-" + month + "-";
    }

    /** The name of a manifest, beside the file of events. */
    static String manifestName(ArchiveManifest manifest) {
        String name = manifest.files().events().name();
        return name.substring(0, name.indexOf('.')) + MANIFEST;
    }

    /**
     * Refuses a store into which another log puts the same month: their files bear the same names, and each would delete the
     * other's as older ones.
     *
     * @throws ArchiveException when it holds a manifest of the month that is not under the log's key
     */
    static void requireOwn(ArchiveStore store, YearMonth month, NoteKey key) throws IOException {
        for (String name : store.list()) {
            if (name.startsWith(prefix(month)) && name.endsWith(MANIFEST) && !isOwn(store, name, key)) {
                throw new ArchiveException(
                        month,
                        "must not be exported to where " + name + " is not under the key of " + key.name()
                                + ": give each log a store of its own, or verify the archive",
                        null);
            }
        }
    }

    private static boolean isOwn(ArchiveStore store, String name, NoteKey key) throws IOException {
        try (InputStream in = store.read(name)) {
            return ArchiveManifest.open(new String(in.readNBytes(MAX_MANIFEST), StandardCharsets.UTF_8), key)
                    .isPresent();
        }
    }

    /** Deletes what was exported of a month before, or half-way. */
    static void deleteOlder(ArchiveStore store, ArchiveManifest manifest) throws IOException {
        String events = manifest.files().events().name();
        String own = events.substring(0, events.indexOf('.') + 1);
        for (String name : store.list()) {
            if (name.startsWith(prefix(manifest.month())) && !name.startsWith(own)) {
                store.delete(name);
            }
        }
    }

    /** Writes the files of events and hashes; empty, and nothing written, when the rows do not lead to the root. */
    Optional<ArchiveManifest> write(RowLeaves leaves, TreeProofs tree) throws IOException {
        try {
            return Optional.of(written(leaves, tree));
        } catch (NotProvenException | MissingTileException e) {
            return Optional.empty();
        }
    }

    private ArchiveManifest written(RowLeaves leaves, TreeProofs tree) throws IOException {
        // Of the checkpoint's size: an archive made anew of more leaves never takes the place of the one before.
        String base = prefix(month) + checkpoint.checkpoint().size();
        String eventsName = base + ".ndjson.gz";
        String pathName = base + ".path";
        store.write(eventsName, eventsOut -> {
            HashingOutput hashed = new HashingOutput(eventsOut);
            GZIPOutputStream gzip = new GZIPOutputStream(hashed, 1 << 16);
            OutputStream lines = new BufferedOutputStream(gzip, 1 << 16);
            store.write(
                    pathName,
                    pathOut -> path = path(leaves, lines, tree, pathOut).file(pathName));
            lines.flush();
            gzip.finish();
            events = hashed.file(eventsName);
        });
        if (events == null || path == null) {
            throw new IOException("a store must write each content once before it returns");
        }
        return new ArchiveManifest(
                month, leaves.span(), leaves.categories(), new ArchiveManifest.Files(events, path), checkpoint);
    }

    /** Takes every leaf into the lines, and every hash of the rest into the path. */
    private HashingOutput path(RowLeaves leaves, OutputStream lines, TreeProofs tree, OutputStream out)
            throws IOException {
        HashingOutput hashed = new HashingOutput(out);
        PartialRoot<IOException> partial = new PartialRoot<>(leaves.into(lines), (from, until) -> {
            TreeHash hash = tree.subtree(from, until);
            hashed.write(hash.bytes());
            return hash;
        });
        TreeHash root = partial.of(checkpoint.checkpoint().size());
        // Before either file has its name: an older archive of the same size may be all that is left of the month.
        if (!leaves.isAtEnd() || !checkpoint.checkpoint().root().equals(root)) {
            throw new NotProvenException();
        }
        return hashed;
    }
}
