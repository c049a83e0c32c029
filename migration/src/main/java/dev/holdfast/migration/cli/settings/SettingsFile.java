package dev.holdfast.migration.cli.settings;

import dev.holdfast.migration.cli.output.CommandException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;

/** Reads {@code holdfast.properties}: UTF-8, in the form of {@link Properties}. */
final class SettingsFile {
    static final String USUAL_NAME = "holdfast.properties";

    private final Path file;

    SettingsFile(Path file) {
        this.file = file;
    }

    /** The settings in it; relative paths begin at the file's own folder, wherever the program was started. */
    Map<Setting, Given> read() {
        Properties properties = load();
        Map<Setting, Given> given = new EnumMap<>(Setting.class);
        for (String key : new TreeSet<>(properties.stringPropertyNames())) {
            Setting setting = setting(key);
            String value = properties.getProperty(key).strip();
            if (!value.isEmpty()) {
                given.put(setting, new Given(value, key + " in " + file.getFileName(), folder()));
            }
        }
        return given;
    }

    private Path folder() {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? file.toAbsolutePath() : folder;
    }

    private Properties load() {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
            return properties;
        } catch (IOException | IllegalArgumentException e) {
            // The reader's own message may quote the line.
            throw CommandException.wrongUse(
                    "settings file " + file
                            + " must be a readable file of key=value lines in UTF-8: correct it, or name another with --settings");
        }
    }

    private Setting setting(String key) {
        if (key.equals("password")) {
            throw CommandException.wrongUse("settings file " + file + " must hold no password, since it is read by"
                    + " everybody who reads the project: set HOLDFAST_PASSWORD, or name a file with password-file");
        }
        List<String> keys = Arrays.stream(Setting.values()).map(Setting::key).toList();
        return Arrays.stream(Setting.values())
                .filter(setting -> setting.key().equals(key))
                .findFirst()
                .orElseThrow(() -> CommandException.wrongUse("settings file " + file
                        + " must hold known keys only, got '" + key + "': " + meant(NearNames.of(key, keys), keys)));
    }

    private static String meant(List<String> near, List<String> all) {
        return near.isEmpty()
                ? "it may be one of " + String.join(", ", all)
                : "did you mean " + String.join(" or ", near) + "?";
    }
}
