package dev.holdfast.migration.apply;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.core.tx.SqlState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns a daemon thread that sees who is in the way of a waiting migration: that can be seen only while it waits, and from
 * another session. A migration that does not wait is never looked at.
 */
public final class BlockerWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BlockerWatch.class);

    /** The statement of another role is not shown to us; its first word and the rest's digest are all we take of ours. */
    private static final String BLOCKERS = """
            SELECT b.pid, coalesce(a.application_name, ''),
                   coalesce(extract(epoch FROM clock_timestamp() - a.xact_start), 0)::bigint,
                   coalesce(upper((regexp_match(a.query, '^[[:space:]]*([a-zA-Z]+)'))[1])
                            || ' ' || left(md5(a.query), 8), 'query not visible')
              FROM unnest(pg_blocking_pids(?)) AS b(pid) LEFT JOIN pg_stat_activity a ON a.pid = b.pid
             ORDER BY b.pid""";

    private final Connection connection;
    private final int watched;
    private final Thread thread;
    private boolean closed;
    private boolean armed;
    private boolean idle = true;
    private long attempt;
    private long pace = Long.MAX_VALUE;
    private List<Blocker> seen = List.of();

    /**
     * A watch over one session.
     *
     * @param connection to look with, in auto-commit mode; used by the watch's thread while it is armed
     * @param watched the server process to look at
     */
    public BlockerWatch(Connection connection, int watched) {
        this.connection = connection;
        this.watched = watched;
        this.thread = new Thread(this::watch, "holdfast-migration-lock-watch");
        this.thread.setDaemon(true);
        this.thread.start();
    }

    /**
     * Begins to watch.
     *
     * <p>The thread is not woken for it while it keeps pace: most migrations are over long before it would look.
     *
     * @param lockTimeout how long the watched session waits for a lock at most; it is looked at before half of it is over
     */
    public synchronized void arm(Duration lockTimeout) {
        armed = true;
        attempt++;
        seen = List.of();
        long wanted = Math.max(10, Math.min(500, lockTimeout.toMillis() / 4));
        boolean faster = wanted < pace;
        pace = wanted;
        if (idle || faster) {
            notifyAll();
        }
    }

    /**
     * Ends watching.
     *
     * @return who was last seen in the way; empty when nobody was, or it went too fast
     */
    @CanIgnoreReturnValue
    public synchronized List<Blocker> disarm() {
        armed = false;
        return seen;
    }

    /** Ends the thread and waits until it no longer uses the connection. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            armed = false;
            notifyAll();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        try {
            for (long at = awaitNextLook(); at > 0; at = awaitNextLook()) {
                List<Blocker> found = look();
                synchronized (this) {
                    if (armed && attempt == at && !found.isEmpty()) {
                        seen = found;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            // Without the watch a failure names nobody; what ended its connection ends the run by itself.
            LOG.warn("lock watch ended [SQLSTATE {}]", SqlState.of(e).orElse("none"));
        }
    }

    /** Waits until an attempt has been at work for a whole turn of the pace, and gives its number; 0 when closed. */
    private synchronized long awaitNextLook() throws InterruptedException {
        while (!closed) {
            if (!armed) {
                idle = true;
                wait();
                idle = false;
                continue;
            }
            long at = attempt;
            wait(pace);
            if (armed && attempt == at) {
                return at;
            }
        }
        return 0;
    }

    private List<Blocker> look() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(BLOCKERS)) {
            select.setInt(1, watched);
            try (ResultSet rows = select.executeQuery()) {
                List<Blocker> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(new Blocker(
                            rows.getInt(1), rows.getString(2), Duration.ofSeconds(rows.getLong(3)), rows.getString(4)));
                }
                return found;
            }
        }
    }
}
