package dev.holdfast.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.Namespace;
import dev.holdfast.migration.apply.MigrationException;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.io.File;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** PgBouncer between the migrator and the server. */
@Tag("tools")
class PoolerTest {
    private static final List<Path> PLACES = List.of(Path.of("/usr/sbin/pgbouncer"), Path.of("/usr/bin/pgbouncer"));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"transaction", "statement"})
    void migrate_sessionsAreShared_isRefusedAndNothingChanged(String mode) throws Exception {
        try (TestDatabase database = EmbeddedPostgres.shared().createDatabase();
                Bouncer bouncer = new Bouncer(database, mode)) {
            assertThatThrownBy(() -> migrations(bouncer).migrate())
                    .isInstanceOf(MigrationException.class)
                    .hasMessageContaining("must reach PostgreSQL directly");
            assertThat(database.queryLong("SELECT count(*) FROM pg_namespace WHERE nspname = 'holdfast'"))
                    .isZero();
            assertThat(database.queryLong("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"
                            + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"))
                    .isZero();
        }
    }

    @Test
    void migrate_sessionsAreKept_runs() throws Exception {
        try (TestDatabase database = EmbeddedPostgres.shared().createDatabase();
                Bouncer bouncer = new Bouncer(database, "session")) {
            assertThat(migrations(bouncer).migrate().applied()).hasSize(3);
        }
    }

    private static Migrations migrations(Bouncer bouncer) {
        return Migrations.over(
                bouncer.dataSource(), MigrationSet.in(Namespace.defaults()).withModules(Samples.FIRST, Samples.SECOND));
    }

    /** A PgBouncer of this test's own, as an unprivileged user, ended by its process handle. */
    private final class Bouncer implements AutoCloseable {
        private final TestDatabase database;
        private final int port;
        private final Process process;

        Bouncer(TestDatabase database, String mode) throws Exception {
            this.database = database;
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                this.port = socket.getLocalPort();
            }
            Path ini = Files.createDirectories(folder).resolve("pgbouncer.ini");
            Path users = folder.resolve("users.txt");
            Files.writeString(users, "\"" + database.user() + "\" \"" + database.password() + "\"\n");
            Files.writeString(
                    ini,
                    "[databases]\n* = host=127.0.0.1 port=" + database.server().port() + "\n[pgbouncer]\n"
                            + "listen_addr = 127.0.0.1\nlisten_port = " + port + "\nunix_socket_dir =\n"
                            + "auth_type = scram-sha-256\nauth_file = " + users + "\npool_mode = " + mode + "\n"
                            + "ignore_startup_parameters = extra_float_digits\n");
            for (Path path : List.of(folder, ini, users)) {
                Files.setPosixFilePermissions(
                        path, PosixFilePermissions.fromString(Files.isDirectory(path) ? "rwxr-xr-x" : "rw-r--r--"));
            }
            this.process = new ProcessBuilder(command(ini))
                    .redirectErrorStream(true)
                    .redirectOutput(new File("/dev/null"))
                    .start();
            awaitReady();
        }

        private List<String> command(Path ini) {
            String binary = PLACES.stream()
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("pgbouncer must be installed, got none of " + PLACES))
                    .toString();
            List<String> command = new ArrayList<>();
            if ("root".equals(System.getProperty("user.name"))) {
                // It refuses to run as root.
                command.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"));
            }
            command.addAll(List.of(binary, ini.toString()));
            return command;
        }

        private void awaitReady() throws Exception {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (true) {
                try (Connection connection = dataSource().getConnection()) {
                    assertThat(connection.isClosed()).isFalse();
                    return;
                } catch (SQLException notYet) {
                    assertThat(process.isAlive()).as("pgbouncer runs").isTrue();
                    assertThat(System.nanoTime())
                            .as("pgbouncer answers in time")
                            .isLessThan(deadline);
                    Thread.onSpinWait();
                }
            }
        }

        PGSimpleDataSource dataSource() {
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setUrl("jdbc:postgresql://127.0.0.1:" + port + "/" + database.name() + "?prepareThreshold=0");
            source.setUser(database.user());
            source.setPassword(database.password());
            return source;
        }

        @Override
        public void close() {
            process.destroy();
            process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
        }
    }
}
