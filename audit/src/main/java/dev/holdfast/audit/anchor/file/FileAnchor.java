package dev.holdfast.audit.anchor.file;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.holdfast.audit.anchor.AnchorException;
import dev.holdfast.audit.anchor.AnchorResult;
import dev.holdfast.audit.anchor.CheckpointAnchor;
import dev.holdfast.audit.anchor.Growth;
import dev.holdfast.audit.seal.note.DeclaredRestore;
import dev.holdfast.audit.seal.note.NoteKey;
import dev.holdfast.audit.seal.note.SignedCheckpoint;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An anchor in an append-only file, one signed note a record: on a disk that the database's administrators cannot write
 * to, such as another machine's, or one that writes once.
 *
 * <p>It only appends, and forces each record to the disk before it answers. A record that a crash tore is passed over, and
 * named by the next one ({@code torn} and its place); {@code docs/design/audit-anchor.md} describes every byte. A tree head
 * that it holds already is not written again.
 *
 * <p><em>Concurrency.</em> Threads take turns, and so do processes on one file, by a lock of the file system. Two anchors of
 * one process on one file refuse each other.
 */
public final class FileAnchor implements CheckpointAnchor {
    private static final Logger LOG = LoggerFactory.getLogger(FileAnchor.class);

    private final String name;
    private final Path file;
    private final NoteKey key;

    private FileAnchor(String name, Path file, NoteKey key) {
        this.name = name;
        this.file = file;
        this.key = key;
    }

    /**
     * An anchor in a file.
     *
     * @param name what it is called in reports
     * @param file where; made at the first checkpoint, in a directory that is there
     * @param key the log's public key
     * @return the anchor
     */
    public static FileAnchor of(String name, Path file, NoteKey key) {
        return new FileAnchor(name, file, key);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public synchronized Optional<SignedCheckpoint> newest(long maxSize) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file, READ)) {
            return new NoteFile(name, channel, key).newest(maxSize);
        } catch (IOException e) {
            throw failed("must be a file that can be read", e);
        }
    }

    @Override
    public synchronized AnchorResult publish(Growth growth) {
        try (FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE);
                FileLock lock = channel.lock()) {
            requireHeld(lock);
            AnchorResult result = publish(new NoteFile(name, channel, key), growth);
            forceDirectory();
            return result;
        } catch (OverlappingFileLockException e) {
            throw new AnchorException(
                    name, "must be the only one of its process on " + file + ", but another one is writing to it", e);
        } catch (IOException e) {
            throw failed("must be a file that can be appended to", e);
        }
    }

    private AnchorResult publish(NoteFile notes, Growth growth) throws IOException {
        Optional<AnchorResult.Contradicted> refusal = growth.refusal(maxSize -> newest(notes, maxSize));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<SignedCheckpoint> held = notes.newest(Long.MAX_VALUE);
        if (held.filter(same -> same.checkpoint().equals(growth.checkpoint().checkpoint()))
                .isPresent()) {
            return new AnchorResult.Held(held.get());
        }
        int known = held.map(last -> last.checkpoint().epoch()).orElse(0);
        List<String> records = new ArrayList<>();
        growth.restores().stream()
                .filter(restore -> restore.epoch() > known)
                .map(DeclaredRestore::note)
                .forEach(records::add);
        records.add(growth.checkpoint().note());
        long torn = notes.tornAt();
        if (torn >= 0) {
            LOG.warn("anchor {} passes over a record that a crash tore, at byte {} of {}", name, torn, file);
        }
        notes.append(records, torn);
        return new AnchorResult.Held(growth.checkpoint());
    }

    private Optional<SignedCheckpoint> newest(NoteFile notes, long maxSize) {
        try {
            return notes.newest(maxSize);
        } catch (IOException e) {
            throw failed("must be a file that can be read", e);
        }
    }

    private static void requireHeld(FileLock lock) throws IOException {
        if (!lock.isValid()) {
            throw new IOException("the file system gave no lock");
        }
    }

    /** A name is durable when its directory is. */
    private void forceDirectory() throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            try (FileChannel channel = FileChannel.open(directory, READ)) {
                channel.force(true);
            }
        }
    }

    private AnchorException failed(String rule, IOException cause) {
        // The operating system's own words: they hold a path at most.
        return new AnchorException(name, rule + ": " + file + " (" + cause + ")", cause);
    }
}
