package dev.holdfast.examples.zekka.app;

import dev.holdfast.migration.cli.HoldfastCli;
import dev.holdfast.migration.script.ScriptFile;
import dev.holdfast.testkit.process.ForkedJvm;
import dev.holdfast.testkit.process.JvmOptions;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Somebody at a shell, with the program {@code holdfast} and a folder of Zekka's files: each command is a process of its own. */
public final class Operator {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Database database;
    private final Path folder;

    /** An operator with a folder that does not exist yet. */
    public Operator(Database database, Path folder) {
        this.database = database;
        this.folder = folder;
        try {
            Files.createDirectories(migrations());
            Files.createDirectories(folder.resolve("verify"));
            for (ScriptFile file : Schema.files()) {
                Files.writeString(migrations().resolve(file.fileName()), file.text());
            }
            Files.writeString(folder.resolve("holdfast.properties"), """
                    locations=filesystem:migrations
                    verify-locations=filesystem:verify
                    records=runs
                    """);
        } catch (IOException e) {
            throw new UncheckedIOException("folder " + folder + " could not be filled", e);
        }
    }

    /**
     * What a command said, and how it ended.
     *
     * @param exit its exit code
     * @param lines what it wrote, in order
     */
    public record Said(int exit, List<String> lines) {
        /** Copies the list. */
        public Said {
            lines = List.copyOf(lines);
        }
    }

    /** Runs a command; the password is in the environment, where neither a process list nor a history shows it. */
    public Said run(String... arguments) {
        JvmOptions options = JvmOptions.inherited()
                .withClassPath(classPath())
                .withProperty("org.slf4j.simpleLogger.defaultLogLevel", "off")
                .withEnvironment(
                        "HOLDFAST_SETTINGS",
                        folder.resolve("holdfast.properties").toString())
                .withEnvironment("HOLDFAST_URL", database.jdbcUrl())
                .withEnvironment("HOLDFAST_USER", database.user())
                .withEnvironment("HOLDFAST_PASSWORD", database.password());
        try (ForkedJvm program = ForkedJvm.start(options, HoldfastCli.class, List.of(arguments))) {
            List<String> lines = program.readLines();
            if (!program.waitFor(PATIENCE)) {
                throw new IllegalStateException("holdfast " + List.of(arguments) + " must end within " + PATIENCE);
            }
            return new Said(program.exitCode(), lines);
        }
    }

    /** Where the files are. */
    public Path migrations() {
        return folder.resolve("migrations");
    }

    /** That of this program, which a build tool may have given to a class loader of its own. */
    private static String classPath() {
        if (!(Operator.class.getClassLoader() instanceof URLClassLoader loader)) {
            return System.getProperty("java.class.path", "");
        }
        List<String> entries = new ArrayList<>();
        for (URL url : loader.getURLs()) {
            try {
                entries.add(Path.of(url.toURI()).toString());
            } catch (URISyntaxException e) {
                throw new IllegalStateException("class path entry " + url + " must be a file", e);
            }
        }
        return String.join(File.pathSeparator, entries);
    }
}
