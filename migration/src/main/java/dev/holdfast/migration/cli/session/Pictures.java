package dev.holdfast.migration.cli.session;

import dev.holdfast.migration.cli.output.CommandException;
import dev.holdfast.migration.cli.settings.Setting;
import dev.holdfast.migration.cli.settings.Settings;
import dev.holdfast.migration.snapshot.SchemaSnapshot;
import dev.holdfast.migration.snapshot.SnapshotJson;
import dev.holdfast.migration.snapshot.SnapshotScope;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Pictures of the catalog: taken from the database, read from files, written to files. */
public final class Pictures {
    private final Settings settings;
    private final String command;

    /**
     * Pictures for a command.
     *
     * @param settings where the database is
     * @param command who asks
     */
    public Pictures(Settings settings, String command) {
        this.settings = settings;
        this.command = command;
    }

    /**
     * Takes a picture, without the history table: it differs whenever anything was done.
     *
     * @param schemas what to look at; the migrated schema when empty
     * @return the picture
     */
    public SnapshotJson take(List<String> schemas) {
        String schema = settings.text(Setting.SCHEMA);
        List<String> wanted = schemas.isEmpty() ? List.of(schema) : schemas;
        return take(SnapshotScope.of(wanted.toArray(String[]::new))
                .ignoring(schema + "." + settings.text(Setting.HISTORY_TABLE)));
    }

    /**
     * Takes a picture of the same part as another one.
     *
     * @param scope what to look at
     * @return the picture
     */
    public SnapshotJson take(SnapshotScope scope) {
        return new SnapshotJson(
                scope, SchemaSnapshot.take(Session.open(settings, command).dataSource(), scope));
    }

    /**
     * Reads a picture.
     *
     * @param file the file's name, from the working directory
     * @return the picture
     * @throws CommandException when the file is not there or holds something else
     */
    public SnapshotJson read(String file) {
        try {
            return SnapshotJson.read(Files.readString(path(file)));
        } catch (IOException | IllegalArgumentException e) {
            throw CommandException.wrongUse(
                    "file " + file + " must be a picture of the catalog: make one with 'holdfast snapshot FILE'");
        }
    }

    /**
     * Writes a picture.
     *
     * @param file the file's name, from the working directory
     * @param picture what to write
     * @param replace whether a file of that name gives way
     * @throws CommandException when the file is there or cannot be written
     */
    public void write(String file, SnapshotJson picture, boolean replace) {
        OpenOption[] options = replace
                ? new OpenOption[] {
                    StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE
                }
                : new OpenOption[] {StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE};
        try {
            Files.writeString(path(file), picture.write() + "\n", options);
        } catch (FileAlreadyExistsException e) {
            throw CommandException.wrongUse("file " + file + " is there already: name another, or add --replace");
        } catch (IOException e) {
            throw CommandException.wrongUse("file " + file + " must be in a folder that can be written to: correct it");
        }
    }

    private Path path(String file) {
        return settings.surroundings().folder().resolve(file);
    }
}
