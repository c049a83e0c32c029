package dev.holdfast.migration.rehearse.probe;

import dev.holdfast.migration.statement.effect.LockMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Owns a daemon thread that looks, every few milliseconds, at the locks another session holds; for statements that refuse
 * a transaction, whose locks are gone when they return.
 *
 * <p>A sample, not a record: a lock held between two looks is missed. Thread-safe.
 */
final class LockWatch implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(2);
    private static final Duration LAST_LOOK = Duration.ofSeconds(10);

    private final Connection second;
    private final int watched;
    private final Map<Long, Set<LockMode>> seen = new TreeMap<>();
    private final ScheduledExecutorService looks;
    private volatile @Nullable SQLException failure;

    private LockWatch(Connection second, int watched) {
        this.second = second;
        this.watched = watched;
        this.looks = Executors.newSingleThreadScheduledExecutor(run -> {
            Thread thread = new Thread(run, "holdfast-lock-watch");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Begins to watch the session with this process id; the connection is the watch's own until it is stopped. */
    static LockWatch begin(Connection second, int watched) {
        LockWatch watch = new LockWatch(second, watched);
        // What a look throws is kept in the field: nobody waits for the future.
        var unused = watch.looks.scheduleWithFixedDelay(watch::look, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    /** Stops, and gives every lock that was seen, by object id; a series with a failed look in it is no sample. */
    Map<Long, Set<LockMode>> stop() throws SQLException {
        close();
        if (failure != null) {
            throw failure;
        }
        synchronized (seen) {
            return Map.copyOf(seen);
        }
    }

    @Override
    public void close() {
        looks.shutdown();
        try {
            if (!looks.awaitTermination(LAST_LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                looks.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            looks.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            Look look = Look.atLocksOf(second, watched);
            synchronized (seen) {
                look.locks()
                        .forEach((oid, modes) -> seen.computeIfAbsent(oid, any -> EnumSet.noneOf(LockMode.class))
                                .addAll(modes));
            }
        } catch (SQLException e) {
            failure = e;
        }
    }
}
