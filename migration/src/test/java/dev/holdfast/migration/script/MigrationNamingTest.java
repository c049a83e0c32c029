package dev.holdfast.migration.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MigrationNamingTest {
    private static List<NamedScript> read(String... paths) {
        return MigrationNaming.detected()
                .read(Stream.of(paths)
                        .map(path -> new ScriptFile("filesystem:x", path, "SELECT 1"))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            V1_2__create_user.sql                       | VERSIONED  | 1.2            | create user
            V2026.11__a__b.sql                          | VERSIONED  | 2026.11        | a  b
            sub/R__all_views.sql                        | REPEATABLE | ''             | all views
            U1__create_user.sql                         | UNDO       | 1              | create user
            beforeMigrate.sql                           | CALLBACK   | ''             | beforeMigrate
            afterEachMigrate__grants.sql                | CALLBACK   | ''             | afterEachMigrate
            000001_create_user.up.sql                   | VERSIONED  | 000001         | create user
            000001_create_user.down.sql                 | UNDO       | 000001         | create user
            20260102030405_x.sql                        | VERSIONED  | 20260102030405 | x
            2026-01-02-030405_create_user/up.sql        | VERSIONED  | 20260102030405 | create user
            00000000000000_diesel_initial_setup/down.sql | UNDO      | 00000000000000 | diesel initial setup
            """)
    void read_name_isWhatFlywayWouldReadFromVersionAndDescription(
            String path, NamedScript.Role role, String version, String description) {
        assertThat(read(path)).singleElement().satisfies(script -> {
            assertThat(script.role()).isEqualTo(role);
            assertThat(script.version()).isEqualTo(version);
            assertThat(script.description()).isEqualTo(description);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            V1__a.sql       | 2_b.up.sql
            1_a.up.sql      | 2_b/up.sql
            1_a.up.sql      | 2_b.sql
            1_a.up.sql      | R__x.sql
            1_a.down.sql    | 2_b/up.sql
            """)
    void read_mixedForms_areRefusedWithBothNames(String one, String two) {
        assertThatThrownBy(() -> read(one, two))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one form of names")
                .hasMessageContaining(one)
                .hasMessageContaining(two);
    }

    @Test
    void read_downFileBesideAFileWithoutDirection_isItsUndo() {
        assertThat(read("001_a.down.sql", "001_a.sql", "002_b.sql"))
                .extracting(NamedScript::role, NamedScript::version, NamedScript::description)
                .containsExactly(
                        tuple(NamedScript.Role.UNDO, "001", "a"),
                        tuple(NamedScript.Role.VERSIONED, "001", "a"),
                        tuple(NamedScript.Role.VERSIONED, "002", "b"));
    }

    @Test
    void read_downFileFirst_letsTheFormBeToldByTheOthers() {
        assertThatThrownBy(() -> read("001_a.down.sql", "001_a.sql", "002_b.up.sql"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("001_a.sql")
                .hasMessageContaining("002_b.up.sql");
    }

    @ParameterizedTest
    @CsvSource({"create.sql", "V1_a.sql", "V__a.sql", "V1..2__a.sql", "Rx__a.sql", "v1__a.sql"})
    void read_malformedName_isNamed(String path) {
        assertThatThrownBy(() -> read(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(path);
    }

    @ParameterizedTest
    @CsvSource({"README.md", "V1__a.sql.bak", "schema.rb"})
    void read_otherFiles_arePassedOver(String path) {
        assertThat(read(path)).isEmpty();
    }
}
