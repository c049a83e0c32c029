package dev.holdfast.examples.benchmarks.migration;

import dev.holdfast.core.Namespace;
import dev.holdfast.examples.benchmarks.harness.Contest;
import dev.holdfast.examples.benchmarks.harness.Goal;
import dev.holdfast.examples.benchmarks.harness.Scale;
import dev.holdfast.migration.HostMigrations;
import dev.holdfast.migration.MigrationSet;
import dev.holdfast.migration.Migrations;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.zip.CRC32;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.ui.LoggerUIService;
import org.flywaydb.core.Flyway;

/** Applying a hundred small migrations to an empty schema, the same files by each contestant. */
public final class Applies {
    // Held, since a logger that nobody holds forgets its level. It would tell of each change set.
    private static final Logger LOG = Logger.getLogger("liquibase");
    private static final int FILES = 100;

    static {
        LOG.setLevel(Level.SEVERE);
    }

    private Applies() {}

    /** Sets the contest up; see {@link dev.holdfast.examples.benchmarks.harness.Bout.Setup}. */
    public static Contest contest(TestDatabase database, Scale scale, int threads) throws Exception {
        return new Contest(
                "apply 100 files",
                Goal.ratio(0.85),
                threads,
                1,
                List.of(
                        new Schemas("JDBC, transaction and history row each", database, files(), Applies::bare),
                        new Schemas("Holdfast", database, files(), Applies::holdfast),
                        new Schemas("Flyway", database, files(), Applies::flyway),
                        new Schemas("Liquibase", database, files(), Applies::liquibase)));
    }

    private static ScriptFolder files() throws IOException {
        return ScriptFolder.write(FILES);
    }

    private static void holdfast(TestDatabase database, ScriptFolder folder, String schema) {
        HostMigrations host = HostMigrations.in(schema).withLocations(folder.location());
        int applied = Migrations.over(
                        database.dataSource(),
                        MigrationSet.in(Namespace.defaults()).withHost(host))
                .migrate()
                .applied()
                .size();
        requireAll(applied);
    }

    private static void flyway(TestDatabase database, ScriptFolder folder, String schema) {
        requireAll(Flyway.configure()
                .dataSource(database.dataSource())
                .defaultSchema(schema)
                .locations(folder.location())
                .placeholderReplacement(false)
                .load()
                .migrate()
                .migrationsExecuted);
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

    private static void requireAll(int applied) {
        if (applied != FILES) {
            throw new IllegalStateException("every file must be applied, applied " + applied);
        }
    }
}
