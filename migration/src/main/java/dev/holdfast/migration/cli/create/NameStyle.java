package dev.holdfast.migration.cli.create;

import dev.holdfast.migration.cli.output.CommandException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a folder names its migrations. */
enum NameStyle {
    /** {@code V1__add_x.sql}, its undo {@code U1__add_x.sql} in a folder apart. */
    FLYWAY("V([0-9]+)(?:[._][0-9]+)*__.*\\.(?:sql|java)"),
    /** {@code 0001_add_x.up.sql} and {@code 0001_add_x.down.sql} in one folder. */
    PAIRS("([0-9]+)_.*\\.up\\.sql"),
    /** {@code 0001_add_x.sql} and {@code 0001_add_x.down.sql} in one folder. */
    SINGLE("([0-9]+)_[^./]*\\.sql"),
    /** {@code 0001_add_x/up.sql} and {@code 0001_add_x/down.sql}; the version may have hyphens for the eye. */
    FOLDERS("([0-9][0-9-]*)_[^/]*/up\\.sql");

    private final Pattern form;

    NameStyle(String form) {
        this.form = Pattern.compile(form);
    }

    /** The style of that name. */
    static NameStyle named(String text) {
        return Arrays.stream(values())
                .filter(style -> style.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> CommandException.wrongUse(
                        "naming must be flyway, pairs, single or folders, got '" + text + "': correct it"));
    }

    /** The style of some files; the first style when there is none yet. */
    static NameStyle of(List<String> files) {
        List<NameStyle> found = Arrays.stream(values())
                .filter(style ->
                        files.stream().anyMatch(file -> style.version(file).isPresent()))
                .toList();
        if (found.size() > 1) {
            throw CommandException.wrongUse("the folder must name its migrations in one style, got " + found
                    + ": say which to follow with --naming");
        }
        return found.isEmpty() ? FLYWAY : found.get(0);
    }

    /** The version that a file's path below the folder begins with; empty when the file is none of this style. */
    Optional<String> version(String file) {
        String tail = this == FOLDERS ? lastTwo(file) : file.substring(file.lastIndexOf('/') + 1);
        Matcher matcher = form.matcher(tail);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Where the migration goes. */
    Path migration(Path folder, String version, String name) {
        return switch (this) {
            case FLYWAY -> folder.resolve("V" + version + "__" + name + ".sql");
            case PAIRS -> folder.resolve(version + "_" + name + ".up.sql");
            case SINGLE -> folder.resolve(version + "_" + name + ".sql");
            case FOLDERS -> folder.resolve(version + "_" + name).resolve("up.sql");
        };
    }

    /** Where its undo goes: beside it, but for Flyway's style in the folder apart. */
    Path undo(Path folder, Path undoFolder, String version, String name) {
        return switch (this) {
            case FLYWAY -> undoFolder.resolve("U" + version + "__" + name + ".sql");
            case PAIRS, SINGLE -> folder.resolve(version + "_" + name + ".down.sql");
            case FOLDERS -> folder.resolve(version + "_" + name).resolve("down.sql");
        };
    }

    private static String lastTwo(String file) {
        int last = file.lastIndexOf('/');
        int before = last <= 0 ? -1 : file.lastIndexOf('/', last - 1);
        return file.substring(before + 1);
    }
}
