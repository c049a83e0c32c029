package dev.holdfast.migration.script;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;

/** The ready forms keep the port's contract. */
class ReadyNamingsTest {
    private static List<ScriptFile> files(String... paths) {
        return Stream.of(paths)
                .map(path -> new ScriptFile("memory", path, "SELECT 1;"))
                .toList();
    }

    @Nested
    class FlywayNaming extends MigrationNamingContract {
        @Override
        protected MigrationNaming naming() {
            return MigrationNaming.flyway();
        }

        @Override
        protected List<ScriptFile> wellFormed() {
            return files("R__views.sql", "V1_2__create_user.sql", "V3__add_role.sql", "beforeMigrate.sql");
        }

        @Override
        protected ScriptFile malformed() {
            return files("V4_no_separator.sql").get(0);
        }
    }

    @Nested
    class PairNaming extends MigrationNamingContract {
        @Override
        protected MigrationNaming naming() {
            return MigrationNaming.upDownPairs();
        }

        @Override
        protected List<ScriptFile> wellFormed() {
            return files("001_create_user.down.sql", "001_create_user.up.sql", "002_add_role.up.sql");
        }

        @Override
        protected ScriptFile malformed() {
            return files("no_number.up.sql").get(0);
        }
    }

    @Nested
    class DetectedNaming extends FlywayNaming {
        @Override
        protected MigrationNaming naming() {
            return MigrationNaming.detected();
        }
    }
}
