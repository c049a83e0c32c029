package dev.holdfast.audit.archive;

import dev.holdfast.audit.archive.format.ArchiveFile;
import dev.holdfast.audit.archive.format.ArchiveManifest;
import dev.holdfast.audit.archive.format.HashingOutput;
import dev.holdfast.audit.archive.format.PartialRoot;
import dev.holdfast.audit.seal.note.SignedCheckpoint;
import dev.holdfast.audit.seal.tree.TreeHash;
import dev.holdfast.audit.seal.tree.TreeProofs;
import dev.holdfast.audit.archive.store.ArchiveStore;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.YearMonth;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Writes the archive of one month, in one pass over its rows. For one use. */
final class MonthExport {
    static final String MANIFEST = ".manifest";

    private final ArchiveStore store;
    private final YearMonth month;
    private final SignedCheckpoint checkpoint;
    private @Nullable ArchiveFile events;
    private @Nullable ArchiveFile path;
    private @Nullable TreeHash root;

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

    /** Writes the files of events and hashes; empty when the rows do not lead to the checkpoint's root. */
    Optional<ArchiveManifest> write(RowLeaves leaves, TreeProofs tree) throws IOException {
        // Of the checkpoint's size: an archive made anew of more leaves never takes the place of the one before.
        String base = prefix(month) + checkpoint.checkpoint().size();
        String eventsName = base + ".ndjson.gz";
        String pathName = base + ".path";
        store.write(eventsName, eventsOut -> {
            HashingOutput hashed = new HashingOutput(eventsOut);
            GZIPOutputStream gzip = new GZIPOutputStream(hashed, 1 << 16);
            OutputStream lines = new BufferedOutputStream(gzip, 1 << 16);
            store.write(pathName, pathOut -> writePath(leaves.into(lines), tree, pathName, pathOut));
            lines.flush();
            gzip.finish();
            events = hashed.file(eventsName);
        });
        boolean leads = checkpoint.checkpoint().root().equals(root) && leaves.isAtEnd();
        return leads && events != null && path != null
                ? Optional.of(new ArchiveManifest(
                        month,
                        leaves.span(),
                        leaves.categories(),
                        new ArchiveManifest.Files(events, path),
                        checkpoint))
                : Optional.empty();
    }

    private void writePath(PartialRoot.Leaves<IOException> leaves, TreeProofs tree, String name, OutputStream out)
            throws IOException {
        HashingOutput hashed = new HashingOutput(out);
        root = new PartialRoot<IOException>(leaves, (from, until) -> {
                    TreeHash hash = tree.subtree(from, until);
                    hashed.write(hash.bytes());
                    return hash;
                })
                .of(checkpoint.checkpoint().size());
        path = hashed.file(name);
    }
}
