package dev.holdfast.examples.benchmarks.sealing;

import dev.holdfast.examples.benchmarks.harness.ClientProgram;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The tree's root by a program in C with OpenSSL, compiled here where there are a compiler and OpenSSL's headers.
 *
 * @param folder holds source and program
 * @param program the running program, which gives a root for each line
 * @param orders its input
 * @param roots its output
 */
record CompiledRoots(Path folder, Process program, Writer orders, BufferedReader roots) implements Closeable {
    /** What the result table says where it cannot be made. */
    static final String ABSENT = "C with OpenSSL: no cc, or no headers of OpenSSL";

    private static final String SOURCE = "merkle.c";

    /** Compiles and starts it for so many leaves. */
    static Optional<CompiledRoots> start(int leaves) throws IOException, InterruptedException {
        Optional<ClientProgram> compiler = ClientProgram.find("cc");
        if (compiler.isEmpty()) {
            return Optional.empty();
        }
        Path folder = Files.createTempDirectory("holdfast-bench-merkle-");
        if (!isCompiled(compiler.get().program(), folder)) {
            delete(folder);
            return Optional.empty();
        }
        Process process = new ProcessBuilder(folder.resolve("merkle").toString(), String.valueOf(leaves))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return Optional.of(new CompiledRoots(
                folder,
                process,
                process.outputWriter(StandardCharsets.US_ASCII),
                process.inputReader(StandardCharsets.US_ASCII)));
    }

    /** OpenSSL 3 warns of its oldest functions, which are the fastest. */
    private static boolean isCompiled(Path compiler, Path folder) throws IOException, InterruptedException {
        try (InputStream source = CompiledRoots.class.getResourceAsStream(SOURCE)) {
            if (source == null) {
                throw new IOException(SOURCE + " must stand beside its class");
            }
            long unused = Files.copy(source, folder.resolve(SOURCE));
        }
        Process compiling = new ProcessBuilder(
                        List.of(compiler.toString(), "-O2", "-w", "-o", "merkle", SOURCE, "-lcrypto"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
        return compiling.waitFor() == 0;
    }

    /** The root as hexadecimal digits; null when the program has ended. */
    String root() throws IOException {
        orders.write("\n");
        orders.flush();
        return String.valueOf(roots.readLine());
    }

    @Override
    public void close() throws IOException {
        orders.close();
        program.destroy();
        delete(folder);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
