package dev.holdfast.audit.archive.format;

import java.io.IOException;
import java.io.InputStream;

/**
 * Where the files of an archive are read from: a port for those who verify one without its store, such as a stranger with a
 * medium in hand.
 *
 * <p><em>Contract.</em> Each call gives the whole file from its first byte, whatever was read of it before; several files, and
 * one file several times, may be open at once. {@code ArchiveSourceContract} in the tests jar checks it.
 */
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
