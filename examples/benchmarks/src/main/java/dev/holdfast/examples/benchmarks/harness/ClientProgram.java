package dev.holdfast.examples.benchmarks.harness;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A program of PostgreSQL's that this machine may have.
 *
 * @param program where it is
 */
public record ClientProgram(Path program) {
    /** Looks for it on the PATH. */
    public static Optional<ClientProgram> find(String name) {
        return find(name, System.getenv().getOrDefault("PATH", ""));
    }

    static Optional<ClientProgram> find(String name, String folders) {
        return Stream.of(folders.split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(ClientProgram::new);
    }

    /** What the result table says of one that is not there. */
    public static String absent(String name) {
        return name + ": not on the PATH";
    }

    /** The major version that it says it has; 0 when it says none. */
    public int majorVersion() throws IOException, InterruptedException {
        String said = run(new ProcessBuilder(program.toString(), "--version"));
        String digits = said.replaceFirst("(?s)^\\D*(\\d+).*$", "$1");
        return digits.chars().allMatch(Character::isDigit) && !digits.isEmpty() ? Integer.parseInt(digits) : 0;
    }

    /**
     * Runs it on a database.
     *
     * @param database what it connects to
     * @param options the server's settings in its session, such as {@code -c search_path=x}
     * @param arguments what follows the program's name
     * @return what it printed
     * @throws IOException when it ends with another exit code than 0
     */
    @CanIgnoreReturnValue
    public String run(TestDatabase database, String options, List<String> arguments)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of(program.toString()), arguments.stream()).toList());
        builder.environment()
                .putAll(Map.of(
                        "PGHOST", "127.0.0.1",
                        "PGPORT", String.valueOf(database.server().port()),
                        "PGDATABASE", database.name(),
                        "PGUSER", database.user(),
                        "PGPASSWORD", database.password(),
                        "PGOPTIONS", options));
        return run(builder);
    }

    private static String run(ProcessBuilder builder) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("holdfast-bench-", ".err");
        try {
            Process process = builder.redirectError(errors.toFile()).start();
            process.getOutputStream().close();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            if (code != 0) {
                throw new IOException(
                        builder.command().get(0) + " ended with " + code + ": " + Files.readString(errors));
            }
            return printed;
        } finally {
            Files.delete(errors);
        }
    }
}
