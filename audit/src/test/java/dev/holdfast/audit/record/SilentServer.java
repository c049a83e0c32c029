package dev.holdfast.audit.record;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A server that accepts and, from a word of the client's on, never answers: what is sent from then on goes nowhere. Up to that
 * word it passes everything on to the real one.
 */
final class SilentServer implements AutoCloseable {
    private final CountDownLatch silent = new CountDownLatch(1);
    private final List<AutoCloseable> open = new ArrayList<>();
    private final PGSimpleDataSource behind;
    private final String word;
    private final ServerSocket server;

    /** An empty word: silent from the start. */
    SilentServer(PGSimpleDataSource behind, String word) throws IOException {
        this.behind = behind;
        this.word = word;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        keep(server);
        start(this::accept);
    }

    PGSimpleDataSource dataSource() {
        PGSimpleDataSource through = new PGSimpleDataSource();
        through.setServerNames(new String[] {"127.0.0.1"});
        through.setPortNumbers(new int[] {server.getLocalPort()});
        through.setDatabaseName(behind.getDatabaseName());
        through.setUser(behind.getUser());
        through.setPassword(behind.getPassword());
        through.setSslmode("disable");
        return through;
    }

    boolean isTalking() {
        return silent.getCount() > 0;
    }

    /** Until a client waits for an answer that will never come. */
    void awaitSilence() throws InterruptedException {
        silent.await();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = keep(server.accept());
            if (word.isEmpty()) {
                silent.countDown();
            } else {
                Socket real = keep(new Socket(behind.getServerNames()[0], behind.getPortNumbers()[0]));
                start(() -> pump(client.getInputStream(), real.getOutputStream()));
                start(() -> real.getInputStream().transferTo(client.getOutputStream()));
            }
        }
    }

    private void pump(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[1 << 16];
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            if (new String(buffer, 0, read, StandardCharsets.ISO_8859_1).contains(word)) {
                silent.countDown();
            }
            if (silent.getCount() > 0) {
                to.write(buffer, 0, read);
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException closed) {
                // The end of either side is the end of the pump.
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @CanIgnoreReturnValue
    private synchronized <T extends AutoCloseable> T keep(T socket) {
        open.add(socket);
        return socket;
    }

    @Override
    public synchronized void close() {
        for (AutoCloseable socket : open) {
            try {
                socket.close();
            } catch (Exception e) {
                throw new UncheckedIOException(new IOException(e));
            }
        }
    }
}
