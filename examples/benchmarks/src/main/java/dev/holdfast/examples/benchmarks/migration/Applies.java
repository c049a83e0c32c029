package dev.holdfast.examples.benchmarks.migration;

import dev.holdfast.core.Namespace;
import dev.holdfast.examples.benchmarks.harness.ClientProgram;
import dev.holdfast.examples.benchmarks.harness.Contest;
import dev.holdfast.examples.benchmarks.harness.Contestant;
import dev.holdfast.examples.benchmarks.harness.Goal;
import dev.holdfast.examples.benchmarks.harness.Scale;
import dev.holdfast.examples.benchmarks.history.SchemaDigest;
import dev.holdfast.examples.benchmarks.history.ScriptFolder;
import dev.holdfast.migration.MigrationSet;
import dev.holdfast.migration.Migrations;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.zip.CRC32;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryEnum;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.ui.LoggerUIService;
import org.flywaydb.core.Flyway;

/** Applying some hundred migrations to an empty schema, the same files by each contestant. */
public final class Applies {
    // Held, since a logger that nobody holds forgets its level. It would tell of each change set.
    private static final Logger LOG = Logger.getLogger("liquibase");
    /** Three hundred at full scale. */
    private static final int FILES = 600;

    static {
        LOG.setLevel(Level.SEVERE);
    }

    private Applies() {}

    /** Sets the contest up; see {@link dev.holdfast.examples.benchmarks.harness.Bout.Setup}. */
    public static Contest contest(TestDatabase database, Scale scale, int threads) throws Exception {
        ScriptFolder folder = ScriptFolder.write(scale.perThread(FILES, 1));
        Schemas.Applying applying = new Schemas.Applying(database, folder, digest(database, folder));
        Optional<ClientProgram> psql = ClientProgram.find("psql");
        List<Contestant> contestants = new ArrayList<>();
        contestants.add(new Schemas("JDBC, transaction and history row each", applying, Applies::bare));
        contestants.add(new Schemas("Holdfast", applying, Applies::holdfast));
        psql.ifPresent(program -> contestants.add(new Schemas(
                "psql, one session, transaction each, no history",
                applying,
                (where, files, schema) -> psql(program, where, files, schema))));
        contestants.add(new Schemas("Flyway", applying, Applies::byFlyway));
        contestants.add(new Schemas("Liquibase", applying, Applies::liquibase));
        return new Contest(
                        "apply " + folder.scripts().size() + " files, each", Goal.ratio(0.85), threads, 1, contestants)
                .ofUnits(folder.scripts().size())
                .on(folder)
                .without(psql.isPresent() ? List.of() : List.of(ClientProgram.absent("psql")));
    }

    /** Flyway as it has to be told for files that hold {@code ${…}} as text. */
    static Flyway flyway(TestDatabase database, ScriptFolder folder, String schema) {
        return Flyway.configure()
                .dataSource(database.dataSource())
                .defaultSchema(schema)
                .locations(folder.location())
                .placeholderReplacement(false)
                .load();
    }

    /** What a schema holds afterwards, found by running the scripts one after the other. */
    private static String digest(TestDatabase database, ScriptFolder folder) throws Exception {
        database.execute("CREATE SCHEMA model");
        bare(database, folder, "model");
        String digest = SchemaDigest.of(database, "model");
        database.execute("DROP SCHEMA model CASCADE");
        return digest;
    }

    private static void psql(ClientProgram program, TestDatabase database, ScriptFolder folder, String schema)
            throws Exception {
        program.run(
                database,
                "-c search_path=" + schema,
                List.of(
                        "-X",
                        "-q",
                        "-v",
                        "ON_ERROR_STOP=1",
                        "-f",
                        folder.psqlScript().toString()));
    }

    private static void holdfast(TestDatabase database, ScriptFolder folder, String schema) {
        int applied = Migrations.over(
                        database.dataSource(),
                        MigrationSet.in(Namespace.defaults()).withHost(folder.in(schema)))
                .migrate()
                .applied()
                .size();
        requireAll(folder, applied);
    }

    private static void byFlyway(TestDatabase database, ScriptFolder folder, String schema) {
        requireAll(folder, flyway(database, folder, schema).migrate().migrationsExecuted);
    }

    @SuppressWarnings("try") // the accessor's close() may be interrupted, so the declaration says
    private static void liquibase(TestDatabase database, ScriptFolder folder, String schema) throws Exception {
        try (Connection connection = database.connect()) {
            Database target =
                    DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
            target.setDefaultSchemaName(schema);
            target.setLiquibaseSchemaName(schema);
            Scope.child(Scope.Attr.ui, new LoggerUIService(), () -> {
                try (DirectoryResourceAccessor files = new DirectoryResourceAccessor(folder.root());
                        Liquibase liquibase = new Liquibase(ScriptFolder.CHANGE_LOG, files, target)) {
                    liquibase.setShowSummary(UpdateSummaryEnum.OFF);
                    liquibase.update();
                }
            });
        }
    }

    private static void bare(TestDatabase database, ScriptFolder folder, String schema) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = " + schema);
            statement.execute("CREATE TABLE history (rank int PRIMARY KEY, version text, checksum bigint,"
                    + " at timestamptz DEFAULT now())");
            connection.setAutoCommit(false);
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO history (rank, version, checksum) VALUES (?, ?, ?)")) {
                for (int i = 0; i < folder.scripts().size(); i++) {
                    String script = folder.scripts().get(i);
                    statement.execute(script);
                    insert.setInt(1, i + 1);
                    insert.setString(2, String.valueOf(i + 1));
                    insert.setLong(3, checksum(script));
                    insert.executeUpdate();
                    connection.commit();
                }
            }
        }
    }

    private static long checksum(String script) {
        CRC32 crc = new CRC32();
        crc.update(script.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }

    private static void requireAll(ScriptFolder folder, int applied) {
        if (applied != folder.scripts().size()) {
            throw new IllegalStateException("every file must be applied, applied " + applied);
        }
    }
}
