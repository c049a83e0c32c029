package dev.holdfast.examples.markenmate;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder for archives that goes when the program ends.
 *
 * @param path where it is
 */
record ArchiveFolder(Path path) implements AutoCloseable {
    static ArchiveFolder create() throws IOException {
        return new ArchiveFolder(Files.createTempDirectory("markenmate-archives"));
    }

    @Override
    public void close() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(path);
    }
}
