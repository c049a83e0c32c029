package dev.holdfast.migration.rehearse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.Namespace;
import dev.holdfast.core.SchemaScript;
import dev.holdfast.migration.HostMigrations;
import dev.holdfast.migration.MigrationSet;
import dev.holdfast.migration.Migrations;
import dev.holdfast.migration.proof.UndoPair;
import dev.holdfast.migration.proof.UndoProver;
import dev.holdfast.migration.rehearse.live.LiveAllowance;
import dev.holdfast.migration.rehearse.result.Aftermath;
import dev.holdfast.migration.rehearse.result.RehearsalReport;
import dev.holdfast.migration.rehearse.result.RehearsalResult;
import dev.holdfast.migration.rehearse.result.RehearsalResult.Reason;
import dev.holdfast.migration.rehearse.result.RehearsalResult.Refused;
import dev.holdfast.migration.rehearse.result.RehearsalResult.Rehearsed;
import dev.holdfast.migration.rehearse.scratch.ScratchDatabases;
import dev.holdfast.migration.rehearse.scratch.ScratchResult;
import dev.holdfast.migration.rehearse.scratch.Servers;
import dev.holdfast.migration.script.ScriptFile;
import dev.holdfast.migration.snapshot.SnapshotScope;
import dev.holdfast.migration.undo.ProvingResult;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What reaches beyond its database: refused before anything runs, or shown in a transaction; the cluster stays as it was. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReachingOutTest {
    /** All that the databases of a cluster share, and its settings; without the times of sessions and logs. */
    private static final String CLUSTER = """
            SELECT 'role ' || r::text FROM pg_authid r
            UNION ALL SELECT 'member ' || roleid::regrole || ' ' || member::regrole FROM pg_auth_members
            UNION ALL SELECT concat_ws(' ', 'database', datname, datdba, datconnlimit, datacl, dattablespace) FROM pg_database
            UNION ALL SELECT concat_ws(' ', 'setting', setdatabase, setrole, setconfig) FROM pg_db_role_setting
            UNION ALL SELECT concat_ws(' ', 'tablespace', spcname, spcowner, spcacl, spcoptions) FROM pg_tablespace
            UNION ALL SELECT concat_ws(' ', 'remark', objoid, description) FROM pg_shdescription
            UNION ALL SELECT 'subscription ' || subname FROM pg_subscription
            UNION ALL SELECT 'slot ' || slot_name FROM pg_replication_slots
            UNION ALL SELECT concat_ws(' ', 'file', name, setting) FROM pg_file_settings
            ORDER BY 1
            """;

    private static final Clock CLOCK = Clock.systemUTC();
    private static final RehearsalMode LIVE = RehearsalMode.live(LiveAllowance.upTo(1_000, 1 << 20));

    @TempDir
    private static Path folder;

    private TestDatabase database;
    private List<String> before;

    @BeforeAll
    void create() throws SQLException {
        database = EmbeddedPostgres.shared().createDatabase();
        database.execute("CREATE ROLE reach_there; GRANT CONNECT ON DATABASE " + database.name() + " TO reach_there;"
                + " CREATE TABLE note (id int); INSERT INTO note VALUES (1)");
        before = cluster();
    }

    @AfterAll
    void drop() throws SQLException {
        database.execute("DROP OWNED BY reach_there; DROP ROLE reach_there");
        database.close();
    }

    @AfterEach
    void nothingReachedOut() throws SQLException {
        assertThat(cluster()).isEqualTo(before);
        assertThat(folder).isEmptyDirectory();
    }

    /** A rollback takes these back; {@code $DB} stands for the database. */
    static Stream<String> shared() {
        return Stream.of(
                "CREATE ROLE reach_new LOGIN",
                "CREATE USER reach_new",
                "ALTER ROLE reach_there CREATEDB",
                "ALTER ROLE reach_there IN DATABASE $DB SET work_mem = '8MB'",
                "DROP ROLE IF EXISTS reach_there_not",
                "GRANT pg_monitor TO reach_there",
                "REVOKE pg_monitor FROM reach_there",
                "GRANT CREATE ON DATABASE $DB TO reach_there",
                "GRANT ALL ON TABLESPACE pg_default TO reach_there",
                "ALTER DATABASE $DB SET work_mem = '8MB'",
                "ALTER DATABASE $DB CONNECTION LIMIT 7",
                "ALTER TABLESPACE pg_default SET (seq_page_cost = 2)",
                "COMMENT ON DATABASE $DB IS 'mine'",
                "COMMENT ON ROLE reach_there IS 'mine'",
                "REASSIGN OWNED BY reach_there TO CURRENT_USER",
                "DROP OWNED BY reach_there",
                "CREATE SUBSCRIPTION reach_sub CONNECTION 'host=127.0.0.1' PUBLICATION p WITH (connect = false)",
                "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'reach_new')"
                        + " THEN CREATE ROLE reach_new; END IF; END $$",
                "DO $$ BEGIN EXECUTE format('CREATE ROLE %I', 'reach_new'); END $$",
                "DO $$ BEGIN EXECUTE 'CREATE USER ' || quote_ident('reach_new'); END $$");
    }

    /** No rollback takes these back. */
    static Stream<String> farther() {
        return Stream.of(
                "CREATE DATABASE reach_db",
                "DROP DATABASE IF EXISTS reach_db",
                "CREATE TABLESPACE reach_space LOCATION '$DIR'",
                "DROP TABLESPACE IF EXISTS reach_space",
                "ALTER DATABASE $DB SET TABLESPACE pg_default",
                "ALTER SYSTEM SET work_mem = '8MB'",
                "ALTER SYSTEM RESET ALL",
                "CREATE SUBSCRIPTION reach_sub CONNECTION 'host=127.0.0.1' PUBLICATION p",
                "CREATE SUBSCRIPTION reach_sub CONNECTION 'host=127.0.0.1' PUBLICATION p WITH (create_slot = false)",
                "DROP SUBSCRIPTION IF EXISTS reach_sub",
                "COPY note TO '$DIR/rows'",
                "COPY (SELECT 1) TO PROGRAM 'cat > $DIR/rows'",
                "COPY note FROM PROGRAM 'echo 1; touch $DIR/rows'",
                "SELECT pg_reload_conf()",
                "SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_stat_activity WHERE false",
                "INSERT INTO note SELECT 1 FROM pg_create_physical_replication_slot('reach_slot')",
                "SELECT lo_export(oid, '$DIR/rows') FROM pg_largeobject_metadata",
                "SELECT dblink_exec('dbname=postgres', 'CREATE ROLE reach_new')",
                "DO $$ BEGIN PERFORM dblink_exec('dbname=postgres', 'CREATE ROLE reach_new'); END $$");
    }

    static Stream<String> all() {
        return Stream.concat(shared(), farther());
    }

    @ParameterizedTest
    @MethodSource("all")
    void rehearse_inClone_isRefusedWithItsPlaceBeforeThereIsAClone(String statement) {
        Refused refused = (Refused) rehearse(RehearsalMode.inClone(never()), RehearsalPolicy.defaults(), statement);
        assertThat(refused.reason()).isEqualTo(Reason.LEAVES_THE_DATABASE);
        assertThat(refused.message())
                .startsWith("host 1 (V1__reach.sql) statement 2 (line 2, ")
                .contains("no cluster of its own", "onServerOfItsOwn");
    }

    @ParameterizedTest
    @MethodSource("all")
    void proveOn_scratch_isRefusedBeforeAnythingRuns(String statement) throws SQLException {
        UndoPair up = pair(script(statement), "DROP TABLE early");
        UndoPair down = pair("CREATE TABLE early (id int)", statement(statement));
        for (UndoPair pair : List.of(up, down)) {
            assertThatThrownBy(() -> prover().proveOn(database.dataSource(), pair))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("(line " + (pair.equals(up) ? 2 : 1) + ")")
                    .hasMessageContaining("onServerOfItsOwn");
        }
        assertThat(tables()).containsExactly("note");
    }

    @ParameterizedTest
    @MethodSource("shared")
    void rehearse_live_whatARollbackTakesBack_isShown(String statement) {
        RehearsalResult result = rehearse(LIVE, RehearsalPolicy.defaults(), statement);
        RehearsalReport report = ((Rehearsed) result).report();
        assertThat(report.migrations().get(0).statements()).hasSize(2);
        assertThat(report.mismatches()).isEmpty();
        assertThat(report.aftermath()).get().matches(Aftermath::nothingStayed);
    }

    @ParameterizedTest
    @MethodSource("farther")
    void rehearse_live_whatNoRollbackTakesBack_isRefused(String statement) throws SQLException {
        Refused refused = (Refused) rehearse(LIVE, RehearsalPolicy.defaults(), statement);
        assertThat(refused.reason()).isEqualTo(Reason.LEAVES_THE_DATABASE);
        assertThat(refused.message()).startsWith("host 1 (V1__reach.sql) statement 2 (line 2, ");
        assertThat(tables()).containsExactly("note");
    }

    @ParameterizedTest
    @MethodSource("shared")
    void prove_inATransaction_whatARollbackTakesBack_isProven(String statement) throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            assertThat(prover().prove(connection, pair(script(statement), "DROP TABLE early"))
                            .verdict()
                            .word())
                    .isIn("exact", "differs");
            connection.rollback();
        }
    }

    @ParameterizedTest
    @MethodSource("farther")
    void proveUndo_whatNoRollbackTakesBack_stopsBeforeIt(String statement) {
        ProvingResult result = migrations(script(statement)).proveUndo(CLOCK);
        assertThat(result.proofs()).isEmpty();
        assertThat(result.stopped().orElseThrow()).contains("V1__reach.sql", "(line 2)", "a server that is there");
    }

    @Test
    void rehearse_callbackThatReachesOut_isRefused(@TempDir Path callbacks) throws Exception {
        Files.writeString(callbacks.resolve("afterMigrate.sql"), "SELECT 1;\nCREATE ROLE reach_new;");
        Migrations migrations = Migrations.over(
                database.dataSource(),
                MigrationSet.in(Namespace.defaults())
                        .withHost(HostMigrations.in("public").withLocations("filesystem:" + callbacks)));
        Refused refused =
                (Refused) migrations.rehearse(RehearsalMode.inClone(never()), RehearsalPolicy.defaults(), CLOCK);
        assertThat(refused.message())
                .startsWith("host callback (afterMigrate.sql) statement 2 (line 2, CREATE ROLE) changes");
    }

    @Test
    void rehearse_onServerOfItsOwn_runsAndSaysSo() throws SQLException {
        RehearsalPolicy policy = RehearsalPolicy.defaults().onServerOfItsOwn("a container for rehearsals");
        try (TestDatabase empty = EmbeddedPostgres.shared().createDatabase()) {
            RehearsalMode clone =
                    RehearsalMode.inClone(ScratchDatabases.fromTemplate(Servers.access(empty), empty.name(), CLOCK));
            RehearsalReport report = ((Rehearsed) migrations(empty, script("CREATE ROLE reach_for_real"))
                            .rehearse(clone, policy, CLOCK))
                    .report();
            assertThat(report.decisions()).singleElement().satisfies(it -> {
                assertThat(it.because()).isEqualTo("a container for rehearsals");
                assertThat(it.what()).contains("CREATE ROLE");
            });
        }
        // For real, as it was told.
        database.execute("DROP ROLE reach_for_real");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GRANT SELECT ON note TO reach_there",
                "GRANT EXECUTE ON FUNCTION pg_reload_conf() TO reach_there",
                "COPY note TO STDOUT",
                "COPY (SELECT id FROM note) TO STDOUT",
                "CREATE VIEW ends AS SELECT pg_terminate_backend(1)",
                "CREATE FUNCTION ends() RETURNS void LANGUAGE sql AS 'CREATE ROLE reach_new'",
                "ALTER DEFAULT PRIVILEGES FOR ROLE reach_there GRANT SELECT ON TABLES TO PUBLIC",
                "CREATE SCHEMA reach AUTHORIZATION reach_there",
                "COMMENT ON TABLE note IS 'CREATE ROLE reach_new'",
                "DO $$ BEGIN RAISE NOTICE 'CREATE ROLE reach_new'; END $$",
                "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET work_mem = 99', current_database()); END $$"
            })
    void plan_whatStaysInItsDatabase_reachesNothing(String statement) {
        assertThat(migrations(script(statement)).plan().reaching()).isEmpty();
    }

    private RehearsalResult rehearse(RehearsalMode mode, RehearsalPolicy policy, String statement) {
        return migrations(script(statement)).rehearse(mode, policy, CLOCK);
    }

    private Migrations migrations(String script) {
        return migrations(database, script);
    }

    private static Migrations migrations(TestDatabase database, String script) {
        HostMigrations host = HostMigrations.in("public")
                .withScripts(List.of(new SchemaScript("1", "reach", script, "DROP TABLE early")));
        return Migrations.over(
                database.dataSource(), MigrationSet.in(Namespace.defaults()).withHost(host));
    }

    private String script(String statement) {
        return "CREATE TABLE early (id int);\n" + statement(statement) + ";\n";
    }

    private String statement(String statement) {
        return statement.replace("$DB", database.name()).replace("$DIR", folder.toString());
    }

    private static UndoPair pair(String up, String down) {
        return new UndoPair(
                new ScriptFile("memory", "V1__reach.sql", up),
                Optional.of(new ScriptFile("memory", "U1__reach.sql", down)));
    }

    private static UndoProver prover() {
        return UndoProver.of(SnapshotScope.of("public"), "public", CLOCK);
    }

    private List<String> cluster() throws SQLException {
        return database.queryStrings(CLUSTER);
    }

    private List<String> tables() throws SQLException {
        return database.queryStrings(
                "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
                        + " AND relname !~ 'history|holdfast'");
    }

    /** No rehearsal may come as far as asking for a database. */
    private static ScratchDatabases never() {
        return new ScratchDatabases() {
            @Override
            public ScratchResult create() {
                throw new AssertionError("a scratch database was asked for");
            }

            @Override
            public List<String> removeLeftovers(Duration olderThan) {
                return List.of();
            }
        };
    }
}
