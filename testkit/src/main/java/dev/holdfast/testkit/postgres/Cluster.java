package dev.holdfast.testkit.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/** A data folder with its port and password, and the server process that serves it at the moment. Thread-safe. */
final class Cluster implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int PORT_ATTEMPTS = 5;
    private static final Path MEMORY = Path.of("/dev/shm");

    /** What a test run needs in memory, with room to spare; Docker's default of 64 MB is too little. */
    private static final long MEMORY_NEEDED_BYTES = 1L << 30;

    private final ServerUser user;
    private final Path bin;
    private final Path folder;
    private final boolean sync;
    private final String password;
    private int port;
    private ServerProcess process;
    private boolean closed;

    private Cluster(ServerUser user, Path bin, Path folder, boolean sync, String password) throws IOException {
        this.user = user;
        this.bin = bin;
        this.folder = folder;
        this.sync = sync;
        this.password = password;
        this.port = freePort();
        this.process = launch(port);
    }

    static Cluster create(ServerOptions options) throws IOException {
        PostgresArchive archive = PostgresArchive.find(options.version());
        Path tmp = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
        int self = FileOwner.self(tmp);
        Path bin = Installation.of(archive, tmp, self).resolve("bin");
        ServerUser user = ServerUser.choose(self);
        Path parent = options.folder().orElseGet(() -> options.memory() && memoryHasRoom() ? MEMORY : tmp);
        // Readable by its owner only, as createTempDirectory promises.
        Path folder = Files.createTempDirectory(parent, "holdfast-postgres-");
        try {
            String password = newPassword();
            Files.writeString(folder.resolve("password"), password + "\n");
            Files.writeString(folder.resolve("settings"), options.configuration());
            for (String name : List.of("password", "settings", "")) {
                user.own(folder.resolve(name));
            }
            Cluster cluster = new Cluster(user, bin, folder, !options.memory(), password);
            cluster.awaitFirstStart();
            Files.delete(folder.resolve("password"));
            return cluster;
        } catch (IOException | RuntimeException failure) {
            Installation.delete(folder);
            throw failure;
        }
    }

    private synchronized void awaitFirstStart() throws IOException {
        for (int attempt = 1; !process.awaitReady(LIMIT); attempt++) {
            ServerProcess failed = process;
            if (attempt == PORT_ATTEMPTS || !failed.isPortTaken()) {
                failed.close();
                throw notStarted(failed);
            }
            // Between looking for a free port and binding it another process was faster.
            port = freePort();
            process = launch(port);
            failed.leave();
        }
    }

    synchronized int port() {
        return port;
    }

    synchronized long pid() {
        return process.pid();
    }

    String password() {
        return password;
    }

    Path folder() {
        return folder;
    }

    synchronized List<String> log() {
        return process.tail();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    synchronized void stop(String signal) {
        requireOpen();
        process.stop(signal, LIMIT);
    }

    /** Starts the server again on the same port, stopping it in an orderly way first when it runs. */
    synchronized void restart() throws IOException {
        requireOpen();
        process.stop("INT", LIMIT);
        ServerProcess before = process;
        process = launch(port);
        // Only now, so that at each moment one shell stands ready to remove the folder.
        before.leave();
        if (!process.awaitReady(LIMIT)) {
            throw notStarted(process);
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            process.close();
            try {
                // Usually gone already; the server's user may empty it but not remove it from every parent.
                Installation.delete(folder);
            } catch (IOException failure) {
                throw new UncheckedIOException("cannot remove " + folder, failure);
            }
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the server on port " + port + " is closed: start another");
        }
    }

    private ServerProcess launch(int onPort) throws IOException {
        return ServerProcess.launch(user, bin, folder, onPort, sync);
    }

    private static IllegalStateException notStarted(ServerProcess failed) {
        return new IllegalStateException(
                "PostgreSQL did not start within " + LIMIT + "; it said:\n" + String.join("\n", failed.tail()));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        }
    }

    private static boolean memoryHasRoom() {
        try {
            return Files.isDirectory(MEMORY)
                    && Files.isWritable(MEMORY)
                    && Files.getFileStore(MEMORY).getUsableSpace() >= MEMORY_NEEDED_BYTES;
        } catch (IOException unknown) {
            return false;
        }
    }

    private static String newPassword() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
