package dev.holdfast.migration.rehearse.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.migration.rehearse.scratch.ScratchResult.Reason;
import dev.holdfast.migration.rehearse.scratch.ScratchResult.Refused;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import dev.holdfast.testkit.process.KillPlan;
import dev.holdfast.testkit.process.KillPoint;
import dev.holdfast.testkit.process.KillReport;
import dev.holdfast.testkit.race.Rounds;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TemplateScratchTest extends ScratchDatabasesContract {
    private static final Clock CLOCK = Clock.systemUTC();

    private TestDatabase source;

    @BeforeAll
    void fill() throws SQLException {
        source = EmbeddedPostgres.shared().createDatabase();
        source.execute("CREATE TABLE kept (id int PRIMARY KEY, note text);"
                + " INSERT INTO kept SELECT n, 'note' FROM generate_series(1, 3) n");
    }

    @AfterAll
    void drop() {
        source.close();
    }

    @Override
    protected ScratchDatabases scratch() {
        return ScratchDatabases.fromTemplate(Servers.access(source), source.name(), CLOCK);
    }

    @Override
    protected DataSource source() {
        return source.dataSource();
    }

    @Override
    protected DataSource maintenance() {
        return Servers.access(source).to("postgres");
    }

    @Test
    void create_sourceInUse_namesTheSessionsAndLeavesNothing() throws SQLException {
        try (Connection session = source.connect();
                Statement statement = session.createStatement()) {
            statement.execute("SET application_name = 'orders 1.4'");
            Refused refused = refused(scratch());
            assertThat(refused.reason()).isEqualTo(Reason.SOURCE_IN_USE);
            assertThat(refused.message())
                    .contains(source.name(), "(orders 1.4)", "of " + source.user(), "use a schema dump");
        }
        assertThat(scratches()).isEmpty();
    }

    @Test
    void create_preparedTransaction_isNamed() throws SQLException {
        source.execute("BEGIN; DELETE FROM kept; PREPARE TRANSACTION 'half'");
        assertThat(refused(scratch()).message()).contains("prepared transaction of " + source.user());
        source.execute("ROLLBACK PREPARED 'half'");
        assertThat(scratches()).isEmpty();
    }

    @Test
    void create_missingSource_isRefused() {
        Refused refused = refused(ScratchDatabases.fromTemplate(Servers.access(source), "no_such", CLOCK));
        assertThat(refused.reason()).isEqualTo(Reason.NO_SUCH_SOURCE);
        assertThat(refused.message()).contains("'no_such'");
    }

    @Test
    void create_roleWithoutCreatedb_isRefused() throws SQLException {
        source.execute("CREATE ROLE scratch_nobody LOGIN PASSWORD 'nobody-here'");
        ServerAccess weak = Servers.access(source.server().port(), "scratch_nobody", "nobody-here");
        Refused refused = refused(ScratchDatabases.fromTemplate(weak, source.name(), CLOCK));
        assertThat(refused.reason()).isEqualTo(Reason.NOT_ALLOWED);
        assertThat(refused.message()).contains("CREATEDB");
        source.execute("DROP ROLE scratch_nobody");
    }

    @Test
    void create_settingsOfTheSource_areThoseOfTheCopy() throws SQLException {
        source.execute("ALTER DATABASE " + source.name() + " SET search_path = \"$user\", \"Odd Schema\", public;"
                + " ALTER DATABASE " + source.name() + " SET orders.mode = 'it''s'");
        try (ScratchDatabase copy = ready();
                Connection connection = copy.dataSource().getConnection()) {
            assertThat(shown(connection, "search_path")).isEqualTo("\"$user\", \"Odd Schema\", public");
            assertThat(shown(connection, "orders.mode")).isEqualTo("it's");
        } finally {
            source.execute("ALTER DATABASE " + source.name() + " RESET ALL");
        }
    }

    @Test
    void close_sessionOfTheLockWasCut_dropsNevertheless() throws SQLException {
        ScratchDatabase copy = ready();
        assertThat(source.queryLong("SELECT count(pg_terminate_backend(pid)) FROM pg_locks"
                        + " WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database"
                        + " WHERE datname = 'postgres')"))
                .isPositive();
        copy.close();
        assertThat(scratches()).isEmpty();
    }

    @Test
    void removeLeftovers_rehearsalKilled_dropsItsDatabase() throws SQLException {
        String[] arguments = {Integer.toString(source.server().port()), source.user(), source.password(), source.name()
        };
        KillReport report = KillPlan.of(KilledRehearsal.class, number -> List.of(arguments))
                .at("created", "migrating")
                .each(Rounds.of(3))
                .run(killed -> {
                    String name = killed.lines().stream()
                            .filter(line -> line.startsWith("made "))
                            .map(line -> line.substring("made ".length()))
                            .findFirst()
                            .orElseThrow();
                    awaitEndOfItsSession(name);
                    assertThat(scratches()).containsExactly(name);
                    assertThat(scratch().removeLeftovers(Duration.ZERO)).containsExactly(name);
                    assertThat(scratches()).isEmpty();
                });
        assertThat(report.hits()).containsOnlyKeys("created", "migrating");
    }

    /** The server notices a dead client at its next read; until then its session holds the lock, so waiting for it is enough. */
    private void awaitEndOfItsSession(String name) throws SQLException {
        try (Connection connection = maintenance().getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT pg_advisory_lock(hashtextextended(?, 0)), pg_advisory_unlock(hashtextextended(?, 0))")) {
            statement.setString(1, name);
            statement.setString(2, name);
            statement.execute();
        }
    }

    private ScratchDatabase ready() {
        return scratch().create().fold(ScratchResult.Ready::database, refused -> {
            throw new AssertionError(refused.message());
        });
    }

    private static Refused refused(ScratchDatabases scratch) {
        return scratch.create()
                .fold(
                        ready -> {
                            ready.database().close();
                            throw new AssertionError("was made");
                        },
                        refused -> refused);
    }

    private List<String> scratches() throws SQLException {
        return source.queryStrings("SELECT datname FROM pg_database WHERE datname LIKE 'holdfast\\_rehearsal\\_%'");
    }

    private static String shown(Connection connection, String setting) throws SQLException {
        try (Statement statement = connection.createStatement();
                var row = statement.executeQuery("SHOW " + setting)) {
            row.next();
            return row.getString(1);
        }
    }

    /** A rehearsal that is killed: once its database is there, and in the middle of a migration. */
    static final class KilledRehearsal {
        private KilledRehearsal() {}

        public static void main(String[] arguments) throws SQLException {
            ServerAccess access = Servers.access(Integer.parseInt(arguments[0]), arguments[1], arguments[2]);
            ScratchResult result = ScratchDatabases.fromTemplate(access, arguments[3], Clock.systemUTC())
                    .create();
            ScratchDatabase database = ((ScratchResult.Ready) result).database();
            System.out.println("made " + database.name());
            KillPoint.reached("created");
            try (Connection connection = database.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("BEGIN; ALTER TABLE kept ADD COLUMN half int");
                KillPoint.reached("migrating");
            }
            database.close();
        }
    }
}
