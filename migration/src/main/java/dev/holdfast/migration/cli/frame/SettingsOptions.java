package dev.holdfast.migration.cli.frame;

import dev.holdfast.migration.cli.settings.Setting;
import dev.holdfast.migration.cli.settings.Settings;
import dev.holdfast.migration.cli.settings.Surroundings;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;

/** The settings as options: each a text here, read where the settings are put together. */
final class SettingsOptions {
    private static final int STRIDE = 10;

    private final Map<Setting, String> given = new EnumMap<>(Setting.class);
    private @Nullable String file;

    /** Gives a command an option for each setting, after its own. */
    void addTo(CommandSpec command) {
        int order = STRIDE;
        command.addOption(option(
                List.of("--settings"),
                "FILE",
                "The settings file; usually holdfast.properties in the working directory, if it is there.",
                order,
                text -> file = text));
        for (Setting setting : Setting.values()) {
            order += STRIDE;
            command.addOption(option(
                    setting.options(),
                    setting.label(),
                    setting.description(),
                    order,
                    text -> given.put(setting, text)));
        }
    }

    Settings in(Surroundings surroundings) {
        return Settings.of(given, Optional.ofNullable(file), surroundings);
    }

    private static OptionSpec option(
            List<String> names, String label, String description, int order, Consumer<String> setter) {
        return OptionSpec.builder(names.toArray(String[]::new))
                .type(String.class)
                .paramLabel(label)
                .description(description)
                .order(order)
                .setter(new Given(setter))
                .build();
    }

    /** Hands the text on; nothing, which picocli gives for what is not on the command line, is no text. */
    private record Given(Consumer<String> out) implements ISetter {
        @Override
        public <T> T set(T value) {
            if (value instanceof String text) {
                out.accept(text);
            }
            return value;
        }
    }
}
