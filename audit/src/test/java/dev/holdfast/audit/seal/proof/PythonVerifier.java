package dev.holdfast.audit.seal.proof;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Runs {@code verify_proof.py}. */
final class PythonVerifier {
    private PythonVerifier() {}

    /** The lines that it prints. */
    static List<String> run(Path folder, List<String> input, List<String> arguments) throws Exception {
        Path script = folder.resolve("verify_proof.py");
        try (InputStream in = PythonVerifier.class.getResourceAsStream("verify_proof.py")) {
            Files.write(script, Objects.requireNonNull(in).readAllBytes());
        }
        Path in = Files.write(folder.resolve("input"), input);
        List<String> command = new ArrayList<>(List.of("python3", script.toString()));
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
