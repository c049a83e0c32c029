package dev.holdfast.migration.cli.create;

import dev.holdfast.migration.cli.output.CommandException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of a new migration, not written yet.
 *
 * @param version its version
 * @param files each file and its text, the migration first
 */
public record NewMigration(String version, Map<Path, String> files) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_ -]{0,99}");

    /** Copies the map. */
    public NewMigration {
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    }

    /**
     * Where new files go.
     *
     * @param migrations the folder of migrations
     * @param undos the folder of undo scripts
     * @param verifies the folder of verify scripts
     * @param javas the folder of Java migrations
     */
    public record Folders(Path migrations, Path undos, Path verifies, Path javas) {}

    /**
     * A migration in SQL.
     *
     * @param name what it does, in words
     * @param folders where to look and to write
     * @param naming the style; empty to follow the folder
     * @param clock for versions that are moments
     * @return the files
     * @throws CommandException when the name or the folder cannot be used
     */
    public static NewMigration sql(String name, Folders folders, Optional<String> naming, Clock clock) {
        String words = words(name);
        List<String> present = present(folders);
        NameStyle style = naming.map(NameStyle::named).orElseGet(() -> NameStyle.of(present));
        String version = version(present, style, clock);
        Path migration = style.migration(folders.migrations(), version, words);
        Path undo = style.undo(folders.migrations(), folders.undos(), version, words);
        Map<Path, String> files = new LinkedHashMap<>();
        files.put(migration, Skeleton.migration(title(words), String.valueOf(undo.getFileName())));
        files.put(undo, Skeleton.undo(title(words)));
        files.put(verify(folders, version, words), Skeleton.verify(title(words)));
        return new NewMigration(version, files);
    }

    /**
     * A migration in Java, which Flyway names {@code V1__Add_x}.
     *
     * @param name what it does, in words
     * @param folders where to look and to write
     * @param clock for versions that are moments
     * @return the files
     * @throws CommandException when the name cannot be used
     */
    public static NewMigration java(String name, Folders folders, Clock clock) {
        String words = words(name);
        String version = version(present(folders), NameStyle.FLYWAY, clock);
        String type = "V" + version + "__" + words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
        Map<Path, String> files = new LinkedHashMap<>();
        files.put(
                folders.javas().resolve(type + ".java"),
                Skeleton.javaMigration(packageOf(folders.javas()), type, title(words)));
        files.put(verify(folders, version, words), Skeleton.verify(title(words)));
        return new NewMigration(version, files);
    }

    /**
     * Writes the files: all of them or none, and never over one that is there.
     *
     * @throws CommandException when one of them is there
     */
    public void write() {
        List<Path> written = new ArrayList<>();
        try {
            for (Map.Entry<Path, String> file : files.entrySet()) {
                Files.createDirectories(file.getKey().toAbsolutePath().getParent());
                Files.writeString(
                        file.getKey(), file.getValue(), StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
                written.add(file.getKey());
            }
        } catch (IOException e) {
            remove(written);
            throw CommandException.wrongUse(
                    e instanceof FileAlreadyExistsException
                            ? "file " + e.getMessage() + " is there already and is not overwritten: choose another name"
                            : "could not write " + files.keySet() + ": check the folders' permissions");
        }
    }

    private static void remove(List<Path> written) {
        for (Path path : written) {
            try {
                Files.delete(path);
            } catch (IOException e) {
                throw new UncheckedIOException("could not remove the half-made " + path + ": remove it", e);
            }
        }
    }

    private static String version(List<String> present, NameStyle style, Clock clock) {
        return NextVersion.after(
                present.stream().flatMap(file -> style.version(file).stream()).toList(), clock);
    }

    private static List<String> present(Folders folders) {
        return Stream.of(folders.migrations(), folders.javas())
                .filter(Files::isDirectory)
                .flatMap(folder -> below(folder).stream())
                .toList();
    }

    private static List<String> below(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.map(path -> folder.relativize(path).toString().replace('\\', '/'))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("could not read folder " + folder, e);
        }
    }

    private static Path verify(Folders folders, String version, String words) {
        return folders.verifies().resolve("V" + version + "__" + words + ".sql");
    }

    private static String words(String name) {
        if (!NAME.matcher(name).matches()) {
            throw CommandException.wrongUse(
                    "name must begin with a letter and have at most 100 letters, digits, blanks,"
                            + " hyphens and underscores, such as add_new_feature");
        }
        return name.strip().toLowerCase(Locale.ROOT).replaceAll("[ _-]+", "_").replaceAll("_$", "");
    }

    private static String title(String words) {
        return words.replace('_', ' ');
    }

    /** The package of a folder: what follows the folder called java. */
    private static String packageOf(Path folder) {
        List<String> names = new ArrayList<>();
        for (Path name : folder) {
            names.add(name.toString());
        }
        int root = names.lastIndexOf("java");
        return String.join(".", names.subList(root + 1, names.size()));
    }
}
