package dev.holdfast.audit.seal.proof;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Runs the verifiers in Python. */
public final class PythonVerifier {
    private static final String PROOFS = "verify_proof.py";
    private static final String ARCHIVES = "verify_archive.py";

    private PythonVerifier() {}

    /** The lines that {@code verify_proof.py} prints. */
    static List<String> run(Path folder, List<String> input, List<String> arguments) throws Exception {
        return run(copy(folder, PROOFS), Files.write(folder.resolve("input"), input), arguments);
    }

    /** The same of files alone. */
    public static List<String> proofs(Path folder, List<String> arguments) throws Exception {
        return run(folder, List.of(), arguments);
    }

    /** What it prints of a file that is judged so. */
    public static String said(ProofResult result) {
        return result.fold(
                included -> "valid: event at " + included.index() + " of "
                        + included.checkpoint().checkpoint().size(),
                grown -> "valid: grown from " + grown.older().checkpoint().size() + " to "
                        + grown.newer().checkpoint().size(),
                reason -> "INVALID: " + reason);
    }

    /** The lines that {@code verify_archive.py} prints. */
    public static List<String> archives(Path folder, List<String> arguments) throws Exception {
        Path unused = copy(folder, PROOFS);
        return run(copy(folder, ARCHIVES), Files.write(folder.resolve("input"), List.of()), arguments);
    }

    private static Path copy(Path folder, String script) throws IOException {
        try (InputStream in = PythonVerifier.class.getResourceAsStream(script)) {
            return Files.write(
                    folder.resolve(script), Objects.requireNonNull(in).readAllBytes());
        }
    }

    private static List<String> run(Path script, Path in, List<String> arguments) throws Exception {
        // -B: no folder of compiled modules is left beside the scripts.
        List<String> command = new ArrayList<>(List.of("python3", "-B", script.toString()));
        command.addAll(arguments);
        return lines(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(in.toFile())
                .start());
    }

    private static List<String> lines(Process process) throws IOException, InterruptedException {
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int unused = process.waitFor();
        return said.lines().toList();
    }
}
