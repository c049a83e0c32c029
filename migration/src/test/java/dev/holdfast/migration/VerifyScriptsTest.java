package dev.holdfast.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Namespace;
import dev.holdfast.migration.verify.Verification;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerifyScriptsTest {
    @TempDir
    private Path folder;

    private final TestDatabase database = EmbeddedPostgres.shared().createDatabase();
    private Migrations migrations;

    @BeforeEach
    void migrate() throws Exception {
        Samples.write(folder, "verify/V1__create_user.sql", "SELECT true;");
        migrations = over(database.dataSource());
        assertThat(migrations.migrateHostTo("1").applied()).hasSize(1);
        database.execute("INSERT INTO \"user\" VALUES ('1', 'secret-mail'), ('2', 'other-mail')");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT count(*) = 3 FROM \"user\"            | statement 2 (line 2) does not hold",
                "SELECT NULL::boolean                         | statement 2 (line 2) does not hold",
                "SELECT true FROM \"user\"                    | statement 2 (line 2) must give one row, gave 2",
                "SELECT true WHERE false                      | statement 2 (line 2) must give one row, gave 0",
                "SELECT true FROM generate_series(1, 5000)    | statement 2 (line 2) must give one row, gave more than 1000",
                "SELECT email FROM \"user\"                   | statement 2 (line 2) must give one column of type boolean",
                "SELECT true, true                            | statement 2 (line 2) must give one column of type boolean",
                "SELECT 1 / 0 = 1 FROM nowhere                | 42P01",
                "SELECT email::int = 1 FROM \"user\"          | 22P02",
                "COMMIT                                       | must be a query, and so nothing of the script was run",
                "DELETE FROM \"user\"                         | must be a query, and so nothing of the script was run",
                "WITH gone AS (DELETE FROM \"user\" RETURNING 1) SELECT true FROM gone | 25006",
                "SELECT set_config('transaction_read_only', 'off', false) = 'off' | 25001",
            })
    void verify_statementDoesNotHold_isNamedWithoutAnyValueAndChangesNothing(String statement, String problem)
            throws Exception {
        Samples.write(folder, "verify/V1__create_user.sql", "SELECT true;\n" + statement + ";\nSELECT true;");
        Verification result = migrations.verify();
        assertThat(result.problems()).singleElement().satisfies(one -> {
            assertThat(one.source()).isEqualTo("host");
            assertThat(one.subject()).isEqualTo("V1__create_user.sql");
            assertThat(one.message()).contains(problem).doesNotContain("mail");
        });
        assertThat(database.queryLong("SELECT count(*) FROM \"user\"")).isEqualTo(2);
    }

    @Test
    void verify_everythingHolds_passes() throws Exception {
        Samples.write(
                folder,
                "verify/V1__create_user.sql",
                "-- what must hold\n(SELECT count(*) = 2 FROM \"user\");\nVALUES (true);\n"
                        + "WITH u AS (SELECT id FROM \"user\") SELECT bool_and(id <> '3') FROM u;");
        assertThat(migrations.verify().problems()).isEmpty();
    }

    @Test
    void verify_versionIsPending_isNotRunUntilItIsApplied() throws Exception {
        Samples.write(folder, "verify/V2__greet.sql", "SELECT greet() = 'x';");
        Samples.write(folder, "verify/balances.sql", "SELECT false;");
        assertThat(subjects()).containsExactly("balances.sql");
        assertThat(migrations.migrateHostTo("2").applied()).hasSize(1);
        assertThat(subjects()).containsExactly("V2__greet.sql", "balances.sql");
    }

    @Test
    void verify_policyHidesRows_isAnErrorInsteadOfAFilter() throws Exception {
        Samples.write(folder, "verify/V1__create_user.sql", "SELECT count(*) = 0 FROM \"user\";");
        database.execute("CREATE ROLE verify_reader LOGIN PASSWORD 'x'");
        try {
            database.execute("GRANT SELECT ON \"user\", flyway_schema_history TO verify_reader;"
                    + " ALTER TABLE \"user\" ENABLE ROW LEVEL SECURITY");
            Verification result =
                    over(database.dataSource("verify_reader", "x")).verify();
            assertThat(result.problems())
                    .singleElement()
                    .satisfies(one -> assertThat(one.message()).contains("42501"));
        } finally {
            database.execute("DROP OWNED BY verify_reader; DROP ROLE verify_reader");
        }
    }

    private Migrations over(DataSource dataSource) throws IOException {
        HostMigrations host = Samples.host(folder).withVerifyLocations("filesystem:" + folder.resolve("verify"));
        return Migrations.over(dataSource, MigrationSet.in(Namespace.defaults()).withHost(host));
    }

    private List<String> subjects() {
        return migrations.verify().problems().stream()
                .map(Verification.Problem::subject)
                .toList();
    }
}
