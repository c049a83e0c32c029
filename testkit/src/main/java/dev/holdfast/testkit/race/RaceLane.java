package dev.holdfast.testkit.race;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.concurrent.Phaser;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One contender's place over all rounds: its connection, and the thread that runs it at the moment. */
final class RaceLane {

    private static final int STACK_LINES = 12;
    private static final int END_LIMIT_MS = 5_000;

    private final RaceSetting setting;
    private final int index;
    private volatile @Nullable Connection connection;
    private volatile long backend;
    private volatile @Nullable Thread thread;

    RaceLane(RaceSetting setting, int index) {
        this.setting = setting;
        this.index = index;
    }

    <S, T> RaceEnd<T> run(int round, S state, Race.Body<S, T> body, Phaser barrier) {
        thread = Thread.currentThread();
        try {
            Contender<S> contender;
            T value;
            try {
                contender = new Contender<>(begin(), state, index, round, barrier);
                contender.await();
                value = body.run(contender);
            } finally {
                // However the body ended: nobody shall wait for it any longer, not even for its commit.
                int unused = barrier.arriveAndDeregister();
            }
            return end(contender, value);
        } catch (Exception failure) {
            rollBack(failure);
            return new RaceEnd.Failed<>(SqlStates.of(failure), failure);
        } finally {
            thread = null;
        }
    }

    /** Begins a transaction and takes its snapshot, which from REPEATABLE READ on holds until its end. */
    private Connection begin() throws SQLException {
        Connection open = connection;
        if (open == null || open.isClosed()) {
            open = setting.database().connect();
            connection = open;
            open.setTransactionIsolation(setting.isolation().level());
            backend = backendOf(open);
        }
        open.setAutoCommit(false);
        execute(open, "select pg_current_snapshot()");
        return open;
    }

    private static long backendOf(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select pg_backend_pid()")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static <T> RaceEnd<T> end(Contender<?> contender, T value) throws SQLException {
        if (contender.rollsBack()) {
            contender.connection().rollback();
            return new RaceEnd.RolledBack<>(value);
        }
        // The server answers the commit of an aborted transaction with ROLLBACK, which the driver takes for success: a
        // body that swallowed a failure would count as committed. Any statement fails there instead.
        execute(contender.connection(), "select 1");
        contender.connection().commit();
        return new RaceEnd.Committed<>(value);
    }

    private void rollBack(Exception failure) {
        Connection open = connection;
        if (open == null) {
            return;
        }
        try {
            if (!open.isClosed()) {
                open.rollback();
            }
        } catch (SQLException broken) {
            failure.addSuppressed(broken);
            close();
        }
    }

    /** Ends the connection, and before it the statement that runs on it. */
    void close() {
        Connection open = connection;
        connection = null;
        if (open == null) {
            return;
        }
        try {
            if (thread == null) {
                open.close();
            } else {
                open.abort(Runnable::run);
                // A backend busy with a statement, or waiting for a lock, does not notice that its client has gone.
                setting.database().execute("select pg_terminate_backend(" + backend + ", " + END_LIMIT_MS + ")");
            }
        } catch (SQLException alreadyBroken) {
            // There is nothing left to end.
        }
    }

    String describe() {
        Thread running = thread;
        if (running == null) {
            return "contender " + index + ": ended";
        }
        return "contender " + index + ": " + running.getState() + "\n"
                + Arrays.stream(running.getStackTrace())
                        .limit(STACK_LINES)
                        .map(frame -> "    at " + frame)
                        .collect(Collectors.joining("\n"));
    }
}
