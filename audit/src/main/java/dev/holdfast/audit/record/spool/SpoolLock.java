package dev.holdfast.audit.record.spool;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.holdfast.audit.record.internal.disk.DiskFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One process's claim to a directory, given up when the process ends however it ends. */
final class SpoolLock implements AutoCloseable {
    private static final Set<PosixFilePermission> OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    private final FileChannel channel;

    private SpoolLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Makes the directory if need be, and takes it. */
    static SpoolLock take(Path directory) {
        try {
            if (!Files.exists(directory)) {
                Files.createDirectories(directory, DiskFiles.ownerOnly(directory, "rwx------"));
            }
            requireOwnerOnly(directory);
            Path file = directory.resolve("lock");
            FileChannel channel =
                    FileChannel.open(file, Set.of(CREATE, READ, WRITE), DiskFiles.ownerOnly(file, "rw-------"));
            try {
                return locked(directory, channel);
            } catch (Throwable failure) {
                channel.close();
                throw failure;
            }
        } catch (IOException e) {
            throw SpoolException.failed(directory, "must be a directory that this process can write to", e);
        }
    }

    private static SpoolLock locked(Path directory, FileChannel channel) throws IOException {
        FileLock lock = tryLock(channel);
        if (lock == null) {
            throw SpoolException.of(
                    directory,
                    "must belong to one process, but is in use by process " + holder(channel)
                            + ": give each its own directory");
        }
        String pid = Long.toString(ProcessHandle.current().pid());
        channel.truncate(0).write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
        return new SpoolLock(channel);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer pid = ByteBuffer.allocate(20);
        channel.read(pid, 0);
        return StandardCharsets.US_ASCII.decode(pid.flip()).toString();
    }

    /** Events are data that others on the machine have no business with. */
    private static void requireOwnerOnly(Path directory) throws IOException {
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")
                && Files.getPosixFilePermissions(directory).stream().anyMatch(OTHERS::contains)) {
            throw SpoolException.of(directory, "must be open to its owner alone: chmod 700 " + directory);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the lock of a spool could not be given up", e);
        }
    }
}
