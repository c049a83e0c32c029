package dev.holdfast.audit.archive.store;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.holdfast.audit.archive.format.ArchiveFile;
import dev.holdfast.core.Require;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Archives in a directory: a file has its name only when it is whole and on the disk. */
final class DirectoryStore implements ArchiveStore {
    /** Not within the names a file may have, so that no file is taken for an unfinished one. */
    private static final String UNFINISHED = "_unfinished_";

    private static final int BUFFER = 1 << 16;

    private final Path directory;

    DirectoryStore(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException("directory must be there, got " + directory);
        }
        this.directory = directory;
    }

    @Override
    public void write(String name, Content content) throws IOException {
        Path path = path(name);
        // Of writers that died; one that is still at it fails when it renames, and another has written by then.
        deleteAll(UNFINISHED + name + "_*");
        Path unfinished = directory.resolve(UNFINISHED + name + "_" + UUID.randomUUID());
        try {
            try (FileChannel channel = FileChannel.open(unfinished, Set.of(CREATE_NEW, WRITE), ownerOnly())) {
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
                content.writeTo(out);
                out.flush();
                channel.force(true);
            }
            Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (Throwable failure) {
            boolean unused = Files.deleteIfExists(unfinished);
            throw failure;
        }
        forceDirectory();
    }

    @Override
    public InputStream read(String name) throws IOException {
        return Files.newInputStream(path(name));
    }

    @Override
    public void delete(String name) throws IOException {
        boolean unused = Files.deleteIfExists(path(name));
        forceDirectory();
    }

    @Override
    public List<String> list() throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (ArchiveFile.NAME.matcher(name).matches()) {
                    names.add(name);
                }
            }
        }
        names.sort(null);
        return List.copyOf(names);
    }

    private Path path(String name) {
        return directory.resolve(Require.matching(
                "name", name, ArchiveFile.NAME, "must be lower-case letters, digits, dots and hyphens"));
    }

    private void deleteAll(String glob) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, glob)) {
            for (Path file : files) {
                boolean unused = Files.deleteIfExists(file);
            }
        }
    }

    private FileAttribute<?>[] ownerOnly() {
        return directory.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** A name is durable when its directory is. */
    private void forceDirectory() throws IOException {
        try (FileChannel channel = FileChannel.open(directory, READ)) {
            channel.force(true);
        }
    }
}
