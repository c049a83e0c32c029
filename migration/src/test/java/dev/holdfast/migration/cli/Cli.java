package dev.holdfast.migration.cli;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.core.json.Json;
import dev.holdfast.migration.cli.frame.Context;
import dev.holdfast.migration.cli.output.Screen;
import dev.holdfast.migration.cli.output.Style;
import dev.holdfast.migration.cli.settings.Surroundings;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** The program as a shell sees it, inside this JVM: a folder, an environment, two streams and an exit code. */
final class Cli {
    static final Instant NOW = Instant.parse("2026-01-15T10:35:12Z");

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private Style style = Style.plain();

    private Cli(Path folder) {
        this.folder = folder;
    }

    /** What a command said, and how it ended. */
    record Said(int exit, String out, String err) {
        @SuppressWarnings("unchecked")
        Map<String, Object> json() {
            return (Map<String, Object>) Json.read(out);
        }

        String all() {
            return out + err;
        }
    }

    static Cli in(Path folder) {
        return new Cli(folder);
    }

    static Cli on(TestDatabase database, Path folder) {
        return in(folder)
                .with("HOLDFAST_URL", database.jdbcUrl())
                .with("HOLDFAST_USER", database.user())
                .with("HOLDFAST_PASSWORD", database.password());
    }

    @CanIgnoreReturnValue
    Cli with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Cli without(String variable) {
        environment.remove(variable);
        return this;
    }

    @CanIgnoreReturnValue
    Cli with(Style other) {
        style = other;
        return this;
    }

    /** Writes a file below the folder. */
    @CanIgnoreReturnValue
    Cli file(String name, String text) throws IOException {
        Path path = folder.resolve(name);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        return this;
    }

    Said run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Screen screen = new Screen(new PrintWriter(out), new PrintWriter(err), style);
        Surroundings surroundings = new Surroundings(environment, folder, folder.resolve("home"), "nobody");
        int exit = HoldfastCli.run(arguments, new Context(screen, surroundings, Clock.fixed(NOW, ZoneOffset.UTC)));
        return new Said(exit, out.toString(), err.toString());
    }
}
