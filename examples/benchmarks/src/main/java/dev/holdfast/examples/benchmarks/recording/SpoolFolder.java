package dev.holdfast.examples.benchmarks.recording;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder for journals, on the disk that the server's data is on; removed with what is in it. */
record SpoolFolder(Path path) implements Closeable {
    static SpoolFolder make() throws IOException {
        return new SpoolFolder(Files.createTempDirectory("holdfast-bench-spool-"));
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
