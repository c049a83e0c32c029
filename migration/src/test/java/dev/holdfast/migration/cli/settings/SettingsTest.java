package dev.holdfast.migration.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @TempDir
    Path folder;

    @Test
    void text_givenEverywhere_comesFromTheNearest() throws IOException {
        file("holdfast.properties", "schema=from_file");
        assertThat(settings(Map.of(Setting.SCHEMA, "from_option"), Map.of("HOLDFAST_SCHEMA", "from_env"))
                        .text(Setting.SCHEMA))
                .isEqualTo("from_option");
        assertThat(settings(Map.of(), Map.of("HOLDFAST_SCHEMA", "from_env")).text(Setting.SCHEMA))
                .isEqualTo("from_env");
        assertThat(settings(Map.of(), Map.of("HOLDFAST_SCHEMA", " ")).text(Setting.SCHEMA))
                .isEqualTo("from_file");
    }

    @Test
    void text_givenNowhere_isTheUsualOrNamesTheThreePlaces() {
        assertThat(settings(Map.of(), Map.of()).text(Setting.SCHEMA)).isEqualTo("public");
        assertThatThrownBy(() -> settings(Map.of(), Map.of()).text(Setting.URL))
                .hasMessageContaining("--url")
                .hasMessageContaining("HOLDFAST_URL")
                .hasMessageContaining("'url=…' in holdfast.properties");
    }

    @Test
    void of_namedFile_isReadInsteadOfTheUsual() throws IOException {
        file("holdfast.properties", "schema=usual");
        file("other.properties", "schema=other");
        Settings named = Settings.of(Map.of(), Optional.of("other.properties"), surroundings(Map.of()));
        assertThat(named.text(Setting.SCHEMA)).isEqualTo("other");
        assertThat(settings(Map.of(), Map.of("HOLDFAST_SETTINGS", "other.properties"))
                        .text(Setting.SCHEMA))
                .isEqualTo("other");
        assertThatThrownBy(() -> Settings.of(Map.of(), Optional.of("none"), surroundings(Map.of())))
                .hasMessageContaining("none must be a readable file");
    }

    @ParameterizedTest
    @CsvSource({
        "locatoins, did you mean locations",
        "lock-timeuot, did you mean lock-timeout",
        "schemas, did you mean schema",
        "history_table, did you mean history-table",
        "colour, it may be one of url",
        "password, must hold no password"
    })
    void of_unknownKeyInFile_isRefusedWithTheNearOnes(String key, String said) throws IOException {
        file("holdfast.properties", key + "=hunter2");
        assertThatThrownBy(() -> settings(Map.of(), Map.of()))
                .hasMessageContaining(said)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void of_brokenFile_quotesNothing() throws IOException {
        file("holdfast.properties", "schema=\\uZZZZhunter2");
        assertThatThrownBy(() -> settings(Map.of(), Map.of()))
                .hasMessageContaining("key=value")
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @CsvSource({"250ms, PT0.25S", "30s, PT30S", "10m, PT10M", "2h, PT2H"})
    void duration_numberWithUnit_isRead(String text, Duration expected) {
        assertThat(settings(Map.of(Setting.LOCK_TIMEOUT, text), Map.of()).duration(Setting.LOCK_TIMEOUT))
                .contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"600000", "5 s", "-1s", "1d", "s", "1.5s", "99999999999s"})
    void duration_withoutUnitOrMalformed_isRefused(String text) {
        assertThatThrownBy(() -> settings(Map.of(), Map.of("HOLDFAST_LOCK_TIMEOUT", text))
                        .duration(Setting.LOCK_TIMEOUT))
                .hasMessageContaining("HOLDFAST_LOCK_TIMEOUT must be a whole number with its unit");
    }

    @Test
    void locations_relative_beginAtTheFolderOfWhatGaveThem() throws IOException {
        file("conf/holdfast.properties", "locations=db/migration, classpath:db/more\npassword-file=pw");
        Settings settings = Settings.of(Map.of(), Optional.of("conf/holdfast.properties"), surroundings(Map.of()));
        assertThat(settings.locations(Setting.LOCATIONS))
                .containsExactly("filesystem:" + folder.resolve("conf/db/migration"), "classpath:db/more");
        assertThat(settings.path(Setting.PASSWORD_FILE)).contains(folder.resolve("conf/pw"));
        assertThat(settings(Map.of(Setting.LOCATIONS, "filesystem:x"), Map.of()).locations(Setting.LOCATIONS))
                .containsExactly("filesystem:" + folder.resolve("x"));
    }

    @Test
    void locations_usualUndoFolder_mayBeMissing_aNamedOneMayNot() throws IOException {
        assertThat(settings(Map.of(), Map.of()).locations(Setting.UNDO_LOCATIONS))
                .isEmpty();
        assertThat(settings(Map.of(Setting.UNDO_LOCATIONS, "undo"), Map.of()).locations(Setting.UNDO_LOCATIONS))
                .hasSize(1);
        Files.createDirectories(folder.resolve("db/undo"));
        assertThat(settings(Map.of(), Map.of()).locations(Setting.UNDO_LOCATIONS))
                .hasSize(1);
    }

    @Test
    void locations_emptyOne_isRefused() {
        assertThatThrownBy(() ->
                        settings(Map.of(Setting.LOCATIONS, "a,,b"), Map.of()).locations(Setting.LOCATIONS))
                .hasMessageContaining("--locations must list folders, got an empty one");
    }

    @Test
    void firstFolder_classPathOnly_isRefused() {
        assertThatThrownBy(() -> settings(Map.of(Setting.LOCATIONS, "classpath:db"), Map.of())
                        .firstFolder(Setting.LOCATIONS))
                .hasMessageContaining("must name a folder to write to");
    }

    private Settings settings(Map<Setting, String> options, Map<String, String> environment) {
        return Settings.of(options, Optional.empty(), surroundings(environment));
    }

    private Surroundings surroundings(Map<String, String> environment) {
        return new Surroundings(environment, folder, folder, "nobody");
    }

    private void file(String name, String text) throws IOException {
        Path path = folder.resolve(name);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
