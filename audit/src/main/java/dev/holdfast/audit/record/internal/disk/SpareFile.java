package dev.holdfast.audit.record.internal.disk;

import dev.holdfast.audit.record.internal.disk.SpoolFiles.Blank;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that becomes the next segment, filled while the one before it is still written to. Until then it is unfinished:
 * nobody reads it. Owns a daemon thread while it fills one. Thread-safe.
 */
public final class SpareFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SpareFile.class);

    private final SpoolFiles files;
    private final Path path;
    private final long size;
    private @Nullable Blank ready;
    private boolean making;
    private boolean closed;

    /**
     * None yet.
     *
     * @param files where it is made
     * @param directory where it lies
     * @param size how large it is
     */
    public SpareFile(SpoolFiles files, Path directory, long size) {
        this.files = files;
        this.path = directory.resolve("spare" + SpoolFiles.UNFINISHED);
        this.size = size;
    }

    /** Has one made in the background, unless it is there or under way. */
    public synchronized void make() {
        if (closed || making || ready != null) {
            return;
        }
        Thread thread = new Thread(this::run, "holdfast-audit-spool-spare");
        thread.setDaemon(true);
        thread.start();
        // Not before: where no thread can be started, nobody may wait for it.
        making = true;
    }

    private void run() {
        Blank made = null;
        try {
            made = files.blank(path, size);
        } catch (IOException | RuntimeException e) {
            // Whoever needs the file makes it, and says to the caller what the disk says.
            LOG.warn("the next segment {} could not be made ahead: {}", path, e.toString());
        } finally {
            made(made);
        }
    }

    private synchronized void made(@Nullable Blank blank) {
        ready = blank;
        making = false;
        notifyAll();
    }

    /** The file, for the caller alone; waits for one that is under way. Null when there is none. */
    public synchronized @Nullable Blank take() {
        awaitMade();
        Blank taken = ready;
        ready = null;
        return taken;
    }

    /** How much it takes on the disk. */
    public synchronized long bytes() {
        return making || ready != null ? size : 0;
    }

    /** Gives its room back. */
    public synchronized void discard() {
        Blank spare = take();
        if (spare != null) {
            try {
                spare.file().close();
                files.delete(spare.path());
            } catch (IOException e) {
                LOG.warn("the file {} could not be removed; the next start does: {}", path, e.toString());
            }
        }
    }

    /** Touches no file any more: waits for what is under way, as whoever gives up a directory must. */
    @Override
    public synchronized void close() {
        closed = true;
        discard();
    }

    /** Uninterruptibly: for as long as the disk takes to fill one file. */
    private void awaitMade() {
        boolean interrupted = false;
        while (making) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
