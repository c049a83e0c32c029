package dev.holdfast.examples.markenmate.contract;

import dev.holdfast.audit.archive.format.ArchiveSource;
import dev.holdfast.audit.archive.format.ArchiveSourceContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class ZippedArchiveContractTest extends ArchiveSourceContract {
    private final List<ZipFile> open = new ArrayList<>();

    @TempDir
    Path folder;

    @AfterEach
    void close() throws IOException {
        for (ZipFile zip : open) {
            zip.close();
        }
    }

    @Override
    protected ArchiveSource source(Map<String, byte[]> files) throws IOException {
        Path file = folder.resolve("archive.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> content : files.entrySet()) {
                out.putNextEntry(new ZipEntry(content.getKey()));
                out.write(content.getValue());
            }
        }
        ZipFile zip = new ZipFile(file.toFile());
        open.add(zip);
        return new ZippedArchive(zip);
    }
}
