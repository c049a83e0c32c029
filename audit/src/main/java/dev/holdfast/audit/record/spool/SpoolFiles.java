package dev.holdfast.audit.record.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The file system as a spool uses it: the seam at which tests let a disk be full or a process die. */
interface SpoolFiles {
    /**
     * Makes a file of zeros that begins with a header, durably, under its name only when it is whole.
     *
     * @param path where
     * @param header its first bytes
     * @param size how large it is
     * @return the file, open for reading and writing
     * @throws IOException when the disk refuses
     */
    SpoolFile create(Path path, ByteBuffer header, long size) throws IOException;

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
