package dev.holdfast.audit.record.internal.disk;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files on a disk, readable by their owner alone. */
public final class DiskFiles implements SpoolFiles {
    private static final int ZEROS = 1 << 16;
    /** A force of much at once would hold up those of the segment that is written to meanwhile. */
    private static final long FORCED_AT_ONCE = 1 << 20;

    @Override
    public Blank blank(Path path, long size) throws IOException {
        FileChannel channel =
                FileChannel.open(path, Set.of(CREATE, TRUNCATE_EXISTING, READ, WRITE), ownerOnly(path, "rw-------"));
        try {
            // Written out in full: later writes then change no metadata, and find no full disk.
            fill(channel, size);
            return new Blank(path, new DiskFile(channel, FileChannel.open(path, READ)));
        } catch (Throwable failure) {
            channel.close();
            throw failure;
        }
    }

    @Override
    public SpoolFile finish(Blank blank, Path path, ByteBuffer header) throws IOException {
        try {
            blank.file().write(header, 0);
            blank.file().force();
            Files.move(blank.path(), path, StandardCopyOption.ATOMIC_MOVE);
            forceDirectory(path);
            return blank.file();
        } catch (Throwable failure) {
            blank.file().close();
            throw failure;
        }
    }

    @Override
    public SpoolFile open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, READ);
        return new DiskFile(channel, channel);
    }

    @Override
    public void delete(Path path) throws IOException {
        boolean unused = Files.deleteIfExists(path);
        forceDirectory(path);
    }

    /** The attributes of what only its owner may use; none where the file system knows no owners. */
    public static FileAttribute<?>[] ownerOnly(Path path, String mode) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }

    private static void fill(FileChannel channel, long size) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocate(ZEROS);
        for (long at = 0; at < size; ) {
            zeros.clear().limit((int) Math.min(ZEROS, size - at));
            at += channel.write(zeros, at);
            if (at % FORCED_AT_ONCE == 0) {
                channel.force(false);
            }
        }
        channel.force(true);
    }

    /** A name is durable when its directory is. */
    private static void forceDirectory(Path file) throws IOException {
        Path directory = file.getParent();
        if (directory != null) {
            try (FileChannel channel = FileChannel.open(directory, READ)) {
                channel.force(true);
            }
        }
    }

    /**
     * A file behind a channel, and another to read it by: an interrupt closes the channel that the interrupted thread is at, and
     * one that writes must not take the file from who reads.
     */
    private record DiskFile(FileChannel channel, FileChannel reader) implements SpoolFile {
        @Override
        public void write(ByteBuffer bytes, long position) throws IOException {
            long at = position;
            while (bytes.hasRemaining()) {
                at += channel.write(bytes, at);
            }
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void read(ByteBuffer into, long position) throws IOException {
            long at = position;
            for (int read = 0; read >= 0 && into.hasRemaining(); at += Math.max(read, 0)) {
                read = reader.read(into, at);
            }
        }

        @Override
        public long size() throws IOException {
            return reader.size();
        }

        @Override
        public void close() throws IOException {
            try (reader) {
                channel.close();
            }
        }
    }
}
