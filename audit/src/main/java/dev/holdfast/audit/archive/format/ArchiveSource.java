package dev.holdfast.audit.archive.format;

import java.io.IOException;
import java.io.InputStream;

/** Where the files of an archive are read from. */
@FunctionalInterface
public interface ArchiveSource {
    /**
     * Opens a file.
     *
     * @param name its name, as the manifest states it
     * @return its content, to be closed by the caller
     * @throws java.nio.file.NoSuchFileException when there is no such file
     * @throws IOException when it cannot be read
     */
    InputStream read(String name) throws IOException;
}
