package dev.holdfast.migration.histories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdfast.core.Namespace;
import dev.holdfast.migration.HostMigrations;
import dev.holdfast.migration.MigrationSet;
import dev.holdfast.migration.Migrations;
import dev.holdfast.migration.apply.MigrationException;
import dev.holdfast.migration.snapshot.SchemaSnapshot;
import dev.holdfast.migration.snapshot.SnapshotScope;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Scripts that must not run: by what they say, or because the server refuses them. */
class RefusedScriptsTest {
    /** Refused by reading it, before anything of it runs. */
    private static final String SCRIPT = "script";

    @TempDir
    private Path folder;

    /** A script and the SQLSTATE with which the server refuses it, or {@link #SCRIPT}. */
    record Refused(String file, String sqlState) {}

    static Stream<Refused> scripts() {
        return History.rows(History.resource("refused/refused.tsv")).map(row -> new Refused(row[0], row[1]));
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void script_isRefused_andStatusDoesNotCallItApplied(Refused refused) throws Exception {
        Files.copy(History.resource("refused/" + refused.file()), folder.resolve("V1__" + refused.file()));
        SnapshotScope scope = SnapshotScope.of("public").ignoring("public.flyway_schema_history");
        try (TestDatabase database = EmbeddedPostgres.shared().createDatabase()) {
            Migrations migrations = Migrations.over(
                    database.dataSource(),
                    MigrationSet.in(Namespace.defaults())
                            .withHost(HostMigrations.in("public").withLocations("filesystem:" + folder)));
            SchemaSnapshot before = SchemaSnapshot.take(database.dataSource(), scope);
            Throwable failure = catchThrowable(migrations::migrate);
            if (refused.sqlState().equals(SCRIPT)) {
                assertThat(failure).isInstanceOfAny(IllegalArgumentException.class, MigrationException.class);
                assertThat(before.diff(SchemaSnapshot.take(database.dataSource(), scope))
                                .print())
                        .isEmpty();
            } else {
                assertThat(failure)
                        .isInstanceOfSatisfying(
                                MigrationException.class,
                                thrown -> assertThat(thrown.sqlState()).contains(refused.sqlState()));
            }
            assertThat(isCurrent(migrations)).isFalse();
            assertThat(database.queryLong("SELECT count(*) FROM pg_prepared_xacts WHERE database = current_database()"))
                    .isZero();
        }
    }

    /** A script that cannot be read is refused by the look at the status as well. */
    private static boolean isCurrent(Migrations migrations) {
        try {
            return migrations.status().isCurrent();
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }
}
