package dev.holdfast.examples.markenmate.contract;

import dev.holdfast.audit.archive.format.ArchiveSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The files of an archive as an auditor gets them, in one ZIP file.
 *
 * @param zip open for as long as they are read
 */
record ZippedArchive(ZipFile zip) implements ArchiveSource {
    @Override
    public InputStream read(String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new NoSuchFileException(name);
        }
        return zip.getInputStream(entry);
    }
}
