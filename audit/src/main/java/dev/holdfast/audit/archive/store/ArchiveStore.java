package dev.holdfast.audit.archive.store;

import dev.holdfast.audit.archive.format.ArchiveSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * Where archives are kept: the port for object storage, tapes or a directory.
 *
 * <p><em>Contract.</em> {@link #write} is all or nothing: when it returns, the file is whole and survives a loss of power;
 * until then, and whenever it throws or the process dies, a reader finds what was there before. Names are those of {@link
 * dev.holdfast.audit.archive.format.ArchiveFile#NAME}; others are refused with {@link IllegalArgumentException}. Implementations are thread-safe; files of
 * different names may be written at once, also one while another is being written. {@code ArchiveStoreContract} in the tests jar
 * checks it.
 *
 * <p>A store is one log's: two would write over each other's months.
 *
 * <p><em>Security note.</em> What a store loses or changes is found, never repaired: keep it where whoever administers the
 * database cannot delete.
 */
public interface ArchiveStore extends ArchiveSource {
    /** Writes the content of a file. */
    @FunctionalInterface
    interface Content {
        /**
         * Writes everything.
         *
         * @param out takes the bytes; closed by the store
         * @throws IOException when it cannot be written
         */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file, in place of one of the same name.
     *
     * @param name what it is called
     * @param content writes it; called once
     * @throws IOException when it was not written
     */
    void write(String name, Content content) throws IOException;

    @Override
    InputStream read(String name) throws IOException;

    /**
     * Deletes a file for good; nothing when there is none.
     *
     * @param name what it is called
     * @throws IOException when it may still be there
     */
    void delete(String name) throws IOException;

    /**
     * The names of all files that are whole.
     *
     * @return the names in alphabetical order
     * @throws IOException when they cannot be told
     */
    List<String> list() throws IOException;

    /**
     * A store in a directory of a local disk; its files are readable by their owner alone.
     *
     * @param directory is there and writable; holds archives of one log alone
     * @return the store
     * @throws IllegalArgumentException when it is no directory
     */
    static ArchiveStore directory(Path directory) {
        return new DirectoryStore(directory);
    }
}
