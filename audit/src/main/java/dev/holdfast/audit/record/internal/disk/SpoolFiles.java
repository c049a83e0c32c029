package dev.holdfast.audit.record.internal.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The file system as a spool uses it: the seam at which tests let a disk be full or a process die. */
public interface SpoolFiles {
    /** What an unfinished file is called: nobody reads it, and whoever takes the directory removes it. */
    String UNFINISHED = ".tmp";

    /**
     * Makes an unfinished file of zeros, durably.
     *
     * @param path where, with the name of an unfinished file
     * @param size how large it is
     * @return the file
     * @throws IOException when the disk refuses
     */
    Blank blank(Path path, long size) throws IOException;

    /**
     * Gives an unfinished file its header and then its name, durably.
     *
     * @param blank the file
     * @param path where it belongs
     * @param header its first bytes
     * @return the file, open for reading and writing
     * @throws IOException when the disk refuses; then the file is closed
     */
    SpoolFile finish(Blank blank, Path path, ByteBuffer header) throws IOException;

    /**
     * Makes a file of zeros that begins with a header, durably, under its name only when it is whole.
     *
     * @param path where
     * @param header its first bytes
     * @param size how large it is
     * @return the file, open for reading and writing
     * @throws IOException when the disk refuses
     */
    default SpoolFile create(Path path, ByteBuffer header, long size) throws IOException {
        return finish(blank(path.resolveSibling(path.getFileName() + UNFINISHED), size), path, header);
    }

    /**
     * Opens a file.
     *
     * @param path where
     * @return the file, open for reading
     * @throws IOException when it cannot be read
     */
    SpoolFile open(Path path) throws IOException;

    /**
     * Removes a file, durably.
     *
     * @param path which
     * @throws IOException when the disk refuses
     */
    void delete(Path path) throws IOException;

    /**
     * A file of zeros.
     *
     * @param path where it lies
     * @param file the file, open for reading and writing
     */
    record Blank(Path path, SpoolFile file) {}

    /** An open file. */
    interface SpoolFile extends Closeable {
        /** Writes all bytes at a position. */
        void write(ByteBuffer bytes, long position) throws IOException;

        /** Makes what was written durable. */
        void force() throws IOException;

        /** Fills the buffer from a position on; stops short at the end of the file. */
        void read(ByteBuffer into, long position) throws IOException;

        /** The file's size. */
        long size() throws IOException;
    }
}
