package dev.holdfast.testkit.postgres;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One run of a PostgreSQL server, kept by a shell that outlives this JVM; owns a daemon thread that reads its log.
 *
 * <p>The shell is the server's parent and its standard input is a pipe from this JVM. However the JVM ends, by
 * {@code exit}, {@code halt} or {@code kill -9}, the pipe ends too, and the shell then stops the server and removes its
 * folder. Thread-safe.
 */
final class ServerProcess implements AutoCloseable {

    /**
     * POSIX shell; arguments: cluster folder, bin folder, port, sync option of initdb.
     *
     * <p>Being the server's parent, the shell can signal no stranger: the number of a child that has not been waited
     * for is not given out again, and {@code gone} tells it when the child is known to be dead. The log takes a pipe
     * of its own, because that one ends exactly when the last of the server's processes does; the shell's output may
     * be held open by the program that changed the user. A server that was killed leaves its lock file, and the
     * System V segment named in line 7 of it, of which some systems have only 32.
     *
     * <p>A password is proven by md5: it is 128 random bits, lives as long as the server and never leaves the loopback,
     * while SCRAM would have both sides hash 4,096 times for each of the tests' thousands of connections.
     */
    private static final String KEEPER = """
            dir=$1 bin=$2 port=$3 sync=$4
            if [ ! -f "$dir/initialised" ]; then
              "$bin/initdb" -D "$dir/data" -U postgres -A md5 --pwfile="$dir/password" \\
                -E UTF8 --no-locale $sync </dev/null &&
              cat "$dir/settings" >>"$dir/data/postgresql.conf" &&
              : >"$dir/initialised" || { rm -rf "$dir"; exit 1; }
            fi
            rm -f "$dir/log" && mkfifo "$dir/log" || exit 1
            { cat "$dir/log"; echo holdfast-gone; } </dev/null &
            "$bin/postgres" -D "$dir/data" -p "$port" </dev/null >"$dir/log" 2>&1 &
            server=$!
            trap '' HUP INT QUIT TERM
            echo "holdfast-server $server"
            while read -r order; do
              case $order in
                leave) exit 0 ;;
                gone) wait "$server"; server= ;;
                *) [ -z "$server" ] || kill -s "$order" "$server" ;;
              esac
            done
            exec >/dev/null 2>&1
            [ -z "$server" ] || { kill -s QUIT "$server"; wait "$server"; }
            if [ -f "$dir/data/postmaster.pid" ]; then
              ipcrm -m "$(sed -n '7s/.* //p' "$dir/data/postmaster.pid")"
            fi
            rm -rf "$dir"
            """;

    private static final String PID_LINE = "holdfast-server ";
    private static final String GONE_LINE = "holdfast-gone";
    private static final String READY_LINE = "database system is ready to accept connections";
    private static final int TAIL_LINES = 200;

    private final Process keeper;
    private final Writer orders;
    private final Deque<String> tail = new ArrayDeque<>();
    private final CompletableFuture<Long> pid = new CompletableFuture<>();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();

    private ServerProcess(Process keeper) {
        this.keeper = keeper;
        this.orders = keeper.outputWriter(StandardCharsets.US_ASCII);
    }

    static ServerProcess launch(ServerUser user, Path bin, Path folder, int port, boolean sync) throws IOException {
        List<String> command = new ArrayList<>(user.prefix());
        command.addAll(List.of("/bin/sh", "-c", KEEPER, "holdfast-keeper"));
        command.addAll(List.of(folder.toString(), bin.toString(), Integer.toString(port), sync ? "" : "--no-sync"));
        ProcessBuilder builder = new ProcessBuilder(command)
                // The server's user may not be allowed into this JVM's own working folder.
                .directory(new File("/"))
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        builder.environment().put("LC_ALL", "C");
        ServerProcess server = new ServerProcess(builder.start());
        Thread reader = new Thread(server::readLog, "holdfast-postgres-" + port);
        reader.setDaemon(true);
        reader.start();
        return server;
    }

    /** Whether the server came up; false when it ended instead. */
    boolean awaitReady(Duration limit) {
        try {
            CompletableFuture.anyOf(ready, gone).get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return ready.isDone();
        } catch (TimeoutException | ExecutionException slow) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    long pid() {
        return pid.join();
    }

    boolean isPortTaken() {
        return tail().stream().anyMatch(line -> line.contains("could not create any TCP/IP sockets"));
    }

    boolean isGone() {
        return gone.isDone();
    }

    /** Sends a signal and waits until the server and each of its children are gone. */
    void stop(String signal, Duration limit) {
        if (!isGone()) {
            order(signal);
        }
        try {
            gone.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException slow) {
            throw new IllegalStateException(
                    "PostgreSQL process " + pid() + " still runs " + limit + " after SIG" + signal, slow);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        order("gone");
        // Until its parent has noticed, a dead process still counts as alive.
        ProcessHandle.of(pid())
                .ifPresent(process ->
                        process.onExit().orTimeout(10, TimeUnit.SECONDS).join());
    }

    /** Lets the shell go without touching server or folder: another shell has taken over. */
    void leave() {
        order("leave");
        awaitKeeper();
    }

    /** Stops the server and removes its folder, the same way as when this JVM dies. */
    @Override
    public void close() {
        try {
            orders.close();
        } catch (IOException alreadyGone) {
            // A broken pipe: the shell has ended by itself.
        }
        awaitKeeper();
    }

    List<String> tail() {
        synchronized (tail) {
            return List.copyOf(tail);
        }
    }

    private void awaitKeeper() {
        try {
            if (!keeper.waitFor(30, TimeUnit.SECONDS)) {
                keeper.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void order(String line) {
        try {
            orders.write(line + "\n");
            orders.flush();
        } catch (IOException ended) {
            if (keeper.isAlive()) {
                throw new UncheckedIOException(ended);
            }
        }
    }

    private void readLog() {
        try (BufferedReader lines = keeper.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                read(line);
            }
        } catch (IOException closed) {
            // The process object closes its streams when the process is destroyed: the same as the end.
        } finally {
            pid.complete(-1L);
            gone.complete(null);
        }
    }

    private void read(String line) {
        if (line.startsWith(PID_LINE)) {
            pid.complete(Long.valueOf(line.substring(PID_LINE.length()).trim()));
        } else if (line.equals(GONE_LINE)) {
            gone.complete(null);
        } else {
            remember(line);
        }
    }

    private void remember(String line) {
        synchronized (tail) {
            tail.addLast(line);
            if (tail.size() > TAIL_LINES) {
                tail.removeFirst();
            }
        }
        if (line.contains(READY_LINE)) {
            ready.complete(null);
        }
    }
}
