package dev.holdfast.migration.cli.settings;

import dev.holdfast.migration.cli.output.CommandException;
import dev.holdfast.migration.script.ScriptLocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of one run: an option goes before the environment, the environment before the file, the file before what
 * is usual.
 */
public final class Settings {
    private static final String FILESYSTEM = "filesystem:";

    private final Map<Setting, Given> given;
    private final Surroundings surroundings;

    private Settings(Map<Setting, Given> given, Surroundings surroundings) {
        this.given = new EnumMap<>(given);
        this.surroundings = surroundings;
    }

    /**
     * Puts the sources together.
     *
     * @param options what stood on the command line
     * @param file the settings file named there; empty for the usual one, if there is one
     * @param surroundings where the program was started
     * @return the settings
     * @throws CommandException when the file cannot be used
     */
    public static Settings of(Map<Setting, String> options, Optional<String> file, Surroundings surroundings) {
        Map<Setting, Given> given = new EnumMap<>(Setting.class);
        file(file, surroundings).ifPresent(path -> given.putAll(new SettingsFile(path).read()));
        for (Setting setting : Setting.values()) {
            surroundings
                    .variable(setting.variable())
                    .ifPresent(text -> given.put(setting, new Given(text, setting.variable(), surroundings.folder())));
        }
        options.forEach(
                (setting, text) -> given.put(setting, new Given(text, setting.option(), surroundings.folder())));
        return new Settings(given, surroundings);
    }

    /**
     * A setting that may be missing.
     *
     * @param setting which
     * @return its value or the usual one; empty when there is neither
     */
    public Optional<String> find(Setting setting) {
        return Optional.of(given(setting).text()).filter(text -> !text.isEmpty());
    }

    /**
     * A setting that has to be there.
     *
     * @param setting which
     * @return its value or the usual one
     * @throws CommandException when there is neither
     */
    public String text(Setting setting) {
        return find(setting)
                .orElseThrow(() -> CommandException.wrongUse(setting.key() + " must be given: use " + setting.option()
                        + ", " + setting.variable() + " or a line '" + setting.key() + "=…' in "
                        + SettingsFile.USUAL_NAME));
    }

    /**
     * A length of time.
     *
     * @param setting which
     * @return the time; empty when none is given
     * @throws CommandException when it is not a number with its unit
     */
    public Optional<Duration> duration(Setting setting) {
        return find(setting).map(text -> Durations.parse(text, origin(setting)));
    }

    /**
     * A path, from the folder of what gave it.
     *
     * @param setting which
     * @return the absolute path; empty when none is given
     */
    public Optional<Path> path(Setting setting) {
        return find(setting).map(text -> given(setting).base().resolve(text));
    }

    /**
     * Folders of scripts. One without a kind in front is a folder of the file system.
     *
     * @param setting which
     * @return the locations; those that are only usual and not there are left out, unless they hold the migrations
     * @throws CommandException when a location is malformed
     */
    public List<String> locations(Setting setting) {
        boolean usual = !given.containsKey(setting);
        return Arrays.stream(text(setting).split(",", -1))
                .map(String::strip)
                .map(text -> located(setting, text))
                .filter(text ->
                        !usual || setting == Setting.LOCATIONS || folder(text).isPresent())
                .toList();
    }

    /**
     * The first of some locations that is a folder of the file system, for new files.
     *
     * @param setting which
     * @return the folder, which need not exist
     * @throws CommandException when all of them are on the class path
     */
    public Path firstFolder(Setting setting) {
        return Arrays.stream(text(setting).split(",", -1))
                .map(text -> located(setting, text.strip()))
                .filter(text -> text.startsWith(FILESYSTEM))
                .map(text -> Path.of(text.substring(FILESYSTEM.length())))
                .findFirst()
                .orElseThrow(() -> CommandException.wrongUse(origin(setting)
                        + " must name a folder to write to, got places on the class path only: name one with "
                        + setting.option()));
    }

    /**
     * Where a setting came from, for messages.
     *
     * @param setting which
     * @return such as {@code HOLDFAST_SCHEMA}
     */
    public String origin(Setting setting) {
        return given(setting).origin();
    }

    /**
     * Where the program was started.
     *
     * @return the surroundings
     */
    public Surroundings surroundings() {
        return surroundings;
    }

    @Override
    public String toString() {
        return "Settings" + given.keySet();
    }

    private Given given(Setting setting) {
        Given found = given.get(setting);
        return found != null ? found : new Given(setting.initial(), setting.key(), surroundings.folder());
    }

    private String located(Setting setting, String text) {
        if (text.startsWith("classpath:")) {
            return text;
        }
        String folder = text.startsWith(FILESYSTEM) ? text.substring(FILESYSTEM.length()) : text;
        if (folder.isEmpty()) {
            throw CommandException.wrongUse(origin(setting) + " must list folders, got an empty one: correct it");
        }
        return new ScriptLocation(FILESYSTEM + given(setting).base().resolve(folder)).text();
    }

    private static Optional<Path> folder(String location) {
        return Optional.of(location)
                .filter(text -> text.startsWith(FILESYSTEM))
                .map(text -> Path.of(text.substring(FILESYSTEM.length())))
                .filter(Files::isDirectory);
    }

    private static Optional<Path> file(Optional<String> named, Surroundings surroundings) {
        Optional<String> wanted = named.or(() -> surroundings.variable("HOLDFAST_SETTINGS"));
        Path usual = surroundings.folder().resolve(SettingsFile.USUAL_NAME);
        return wanted.map(text -> surroundings.folder().resolve(text))
                .or(() -> Optional.of(usual).filter(Files::exists));
    }
}
