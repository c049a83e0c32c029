package dev.holdfast.migration.rehearse.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.secret.Secret;
import dev.holdfast.migration.rehearse.scratch.DumpSource.Login;
import dev.holdfast.migration.rehearse.scratch.ScratchResult.Reason;
import dev.holdfast.migration.rehearse.scratch.ScratchResult.Refused;
import dev.holdfast.migration.snapshot.SchemaSnapshot;
import dev.holdfast.migration.snapshot.SnapshotScope;
import dev.holdfast.migration.sql.TableName;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Needs {@code pg_dump} and {@code psql} of the server's version on the search path. */
@Tag("tools")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DumpScratchTest extends ScratchDatabasesContract {
    private static final TableName KEPT = TableName.of("kept");
    private static final TableName CHILD = TableName.of("child");

    private TestDatabase source;
    private Connection session;

    @BeforeAll
    void fill() throws SQLException {
        source = EmbeddedPostgres.shared().createDatabase();
        source.execute("CREATE TABLE kept (id int PRIMARY KEY, note text);"
                + " INSERT INTO kept SELECT n, 'note' FROM generate_series(1, 3) n;"
                + " CREATE TABLE child (id bigserial PRIMARY KEY, kept int REFERENCES kept,"
                + "   twice int GENERATED ALWAYS AS (kept * 2) STORED);"
                + " INSERT INTO child (kept) VALUES (1), (2);"
                + " CREATE TABLE part (at date, x int) PARTITION BY RANGE (at);"
                + " CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');"
                + " INSERT INTO part VALUES ('2026-02-03', 1);"
                + " CREATE MATERIALIZED VIEW sums AS SELECT count(*) FROM kept");
        // The very thing that a template refuses.
        session = source.connect();
    }

    @AfterAll
    void drop() throws SQLException {
        session.close();
        source.close();
    }

    @Override
    protected ScratchDatabases scratch() {
        return over(dump().withTables(KEPT, CHILD, TableName.of("part")));
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
    void create_structure_isTheSources() {
        SnapshotScope scope = SnapshotScope.of("public").includingSequenceValues();
        try (ScratchDatabase copy = ready(scratch())) {
            assertThat(SchemaSnapshot.take(source.dataSource(), scope)
                            .diff(SchemaSnapshot.take(copy.dataSource(), scope))
                            .print())
                    .isEmpty();
        }
    }

    @Test
    void create_generatedColumnAndPartitions_areCopied() throws SQLException {
        try (ScratchDatabase copy = ready(scratch());
                Connection connection = copy.dataSource().getConnection();
                var row = connection
                        .createStatement()
                        .executeQuery("SELECT (SELECT sum(twice) FROM child), (SELECT count(*) FROM part_1)")) {
            row.next();
            assertThat(row.getLong(1)).isEqualTo(6);
            assertThat(row.getLong(2)).isEqualTo(1);
        }
    }

    @Test
    void create_childWithoutItsParent_isRefusedAndLeavesNothing() throws SQLException {
        Refused refused = refused(over(dump().withTables(CHILD)));
        assertThat(refused.reason()).isEqualTo(Reason.PROGRAM_FAILED);
        assertThat(refused.message()).contains("child_kept_fkey", "choose the tables");
        assertThat(scratches()).isZero();
    }

    @Test
    void create_programsMissing_isRefused() throws SQLException {
        Refused refused = refused(over(dump().withPrograms(Path.of("/nowhere"))));
        assertThat(refused.message()).contains("pg_dump could not be run");
        assertThat(scratches()).isZero();
    }

    @Test
    void create_wrongPassword_saysNeitherOfTheTwo() throws SQLException {
        Login login = new Login(
                "127.0.0.1", source.server().port(), source.name(), source.user(), Secret.ofText("wrong:pass\\word"));
        Refused refused = refused(over(DumpSource.of(login)));
        assertThat(refused.message()).contains("authentication failed").doesNotContain("wrong:pass", source.password());
        assertThat(scratches()).isZero();
    }

    private DumpSource dump() {
        return DumpSource.of(new Login(
                "127.0.0.1", source.server().port(), source.name(), source.user(), Secret.ofText(source.password())));
    }

    private ScratchDatabases over(DumpSource dump) {
        return ScratchDatabases.fromSchemaDump(Servers.access(source), dump, Clock.systemUTC());
    }

    private static ScratchDatabase ready(ScratchDatabases scratch) {
        return scratch.create().fold(ScratchResult.Ready::database, refused -> {
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

    private long scratches() throws SQLException {
        return source.queryLong("SELECT count(*) FROM pg_database WHERE datname LIKE 'holdfast\\_rehearsal\\_%'");
    }
}
