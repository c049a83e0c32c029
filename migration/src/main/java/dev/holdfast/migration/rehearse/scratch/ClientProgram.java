package dev.holdfast.migration.rehearse.scratch;

import dev.holdfast.migration.rehearse.scratch.DumpSource.Login;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs {@code pg_dump} and {@code psql} by argument list, with the password in a file that nobody else can read.
 *
 * <p>Source: PostgreSQL manual, §34.16 The Password File. A folder of mode 0700 holds that file, the dump, and what the
 * programs complain of; {@link #close} removes it.
 */
final class ClientProgram implements AutoCloseable {
    private final DumpSource source;
    private final Path folder;

    ClientProgram(DumpSource source) {
        this.source = source;
        try {
            this.folder = Files.createTempDirectory(
                    "holdfast-rehearsal-",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for the password file", e);
        }
    }

    /** A file in the private folder. */
    Path file(String name) {
        return folder.resolve(name);
    }

    /** Runs a program against a database; gives its first complaint when it fails. */
    Optional<String> run(Login login, String program, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(source.programs()
                .map(programs -> programs.resolve(program).toString())
                .orElse(program));
        command.addAll(List.of("--host", login.host(), "--port", Integer.toString(login.port())));
        command.addAll(List.of("--username", login.user(), "--no-password", "--dbname", quoted(login.database())));
        command.addAll(arguments);
        try {
            return started(login, command);
        } catch (IOException e) {
            // Its message names the program and the system's reason, and no argument.
            return Optional.of(program + " could not be run: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the folder of the password file could not be removed: " + folder, e);
        }
    }

    private Optional<String> started(Login login, List<String> command) throws IOException {
        Path complaints = file("complaints");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(complaints.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        // The host's own PG settings, such as PGSERVICE or PGOPTIONS, are meant for something else.
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("PGPASSFILE", passwordFile(login).toString());
        builder.environment().put("PGAPPNAME", "holdfast rehearsal");
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(source.patience().toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.of(command.get(0) + " ran longer than " + source.patience());
            }
            return process.exitValue() == 0 ? Optional.empty() : Optional.of(complaint(complaints, process));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(command.get(0) + " was interrupted");
        } finally {
            process.destroyForcibly();
        }
    }

    private Path passwordFile(Login login) throws IOException {
        Path file = file("pgpass");
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        String secret = new String(login.password().exposeBytes(), StandardCharsets.UTF_8);
        Files.writeString(file, "*:*:*:*:" + secret.replace("\\", "\\\\").replace(":", "\\:") + "\n");
        return file;
    }

    private static String complaint(Path complaints, Process process) throws IOException {
        return Files.readString(complaints)
                .lines()
                .filter(line -> line.contains("error") || line.contains("ERROR"))
                .findFirst()
                .orElse("exit code " + process.exitValue());
    }

    /** As a connection string, since a plain name with an equals sign in it would be read as one. */
    private static String quoted(String database) {
        return "dbname='" + database.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
