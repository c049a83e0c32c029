package dev.holdfast.migration.histories;

import dev.holdfast.migration.HostMigrations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The invented projects under {@code histories/} of the test resources, each with a history of its own style. */
enum History {
    /** Flyway's names, folders by year, undo files apart. */
    SHOP(true),
    /** golang-migrate's names. */
    CLINIC(false),
    /** diesel's folders. */
    FORUM(false),
    /** Flyway's names with timestamps, repeatable migrations and a callback. */
    LEDGER(true),
    /** Flyway's names with dotted versions, a file for each command of PostgreSQL. */
    CATALOGUE(true);

    private final boolean flyway;

    History(boolean flyway) {
        this.flyway = flyway;
    }

    /** One pair of scripts and what its undo is worth. */
    record Pair(String version, String name, String verdict, String reason) {}

    /** Whether a plain Flyway can read the files. */
    boolean isFlyway() {
        return flyway;
    }

    /** The folder of the set. */
    Path folder() {
        return resource(name().toLowerCase(Locale.ROOT));
    }

    /** The folder of the migrations. */
    Path migrations(Path of) {
        return of.resolve(flyway ? "migration" : "migrations");
    }

    /** The history as it is. */
    HostMigrations asItIs() {
        return in(folder());
    }

    /** The history with a right undo in the place of each wrong one, as its team would have mended it. */
    HostMigrations mended(Path copy) throws IOException {
        copy(folder(), copy);
        Path mended = folder().resolve("mended");
        if (Files.isDirectory(mended)) {
            copy(mended, flyway ? copy.resolve("undo") : migrations(copy));
        }
        return in(copy);
    }

    /** The versions without what runs after them: repeatable files and callbacks speak of tables that later versions make. */
    HostMigrations versionsOnly(Path copy) throws IOException {
        copy(folder(), copy);
        for (Path file : files(migrations(copy), ".sql")) {
            if (flyway && !file.getFileName().toString().startsWith("V")) {
                Files.delete(file);
            }
        }
        return in(copy);
    }

    /** Every pair, in the order of its version. */
    List<Pair> pairs() {
        return rows(folder().resolve("verdicts.tsv"))
                .map(row -> new Pair(row[0], row[1], row[2], row[3]))
                .toList();
    }

    /** The lines below the head of a file of tab-separated values. */
    static Stream<String[]> rows(Path file) {
        return text(file).lines().skip(1).map(line -> line.split("\t", -1));
    }

    /** A file's text. */
    static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All files below a folder whose names end so, in the order of their paths. */
    static List<Path> files(Path folder, String end) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> path.toString().endsWith(end)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Something below {@code histories/}. */
    static Path resource(String name) {
        try {
            URI root = History.class.getResource("/histories/commands.tsv").toURI();
            return Path.of(root).resolveSibling(name);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private HostMigrations in(Path folder) {
        HostMigrations host = HostMigrations.in("public").withLocations("filesystem:" + migrations(folder));
        return flyway ? host.withUndoLocations("filesystem:" + folder.resolve("undo")) : host;
    }

    private static void copy(Path from, Path to) throws IOException {
        for (Path file : files(from, "")) {
            Path target = to.resolve(from.relativize(file).toString());
            if (Files.isDirectory(file)) {
                Files.createDirectories(target);
            } else {
                Files.createDirectories(target.getParent());
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
