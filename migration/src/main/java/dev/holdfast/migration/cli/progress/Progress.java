package dev.holdfast.migration.cli.progress;

import dev.holdfast.core.metric.Ticker;
import dev.holdfast.migration.apply.RunObserver;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Owns a thread that prints how far a run has come, while it is long at one thing; ended by {@link #close}.
 *
 * <p>What is told at once are attempts that lost against a lock. Thread-safe.
 */
public final class Progress implements RunObserver, AutoCloseable {
    private final Course course;
    private final Pace pace;
    private final Supplier<String> waits;
    private final Consumer<String> out;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);

    Progress(Pace pace, Ticker ticker, Supplier<String> waits, Consumer<String> out) {
        this.course = new Course(ticker);
        this.pace = pace;
        this.waits = waits;
        this.out = out;
        this.thread = new Thread(this::tell, "holdfast-progress");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * How often to tell.
     *
     * @param patience how long a statement runs before it is told of
     * @param every how long until it is told of again
     */
    record Pace(Duration patience, Duration every) {
        static Pace usual() {
            return new Pace(Duration.ofSeconds(3), Duration.ofSeconds(10));
        }
    }

    /**
     * Begins to watch.
     *
     * @param dataSource where to look up what is waited for
     * @param application the name that the run's sessions have
     * @param out where a line goes
     * @return the progress, to be closed after the run
     */
    public static Progress start(DataSource dataSource, String application, Consumer<String> out) {
        return new Progress(Pace.usual(), Ticker.system(), new Waits(dataSource, application)::look, out);
    }

    /**
     * Whether any migration began: if not, a failed run has changed nothing.
     *
     * @return true from the first one on
     */
    public boolean hasBegun() {
        return course.hasBegun();
    }

    /**
     * Whether the last migration stopped between two of its steps.
     *
     * @return true when the next run has to go on after them
     */
    public boolean isInterrupted() {
        return course.isInterrupted();
    }

    @Override
    public void migrationStarted(Migration migration) {
        course.started(migration);
    }

    @Override
    public void statementStarted(Place statement) {
        course.at(statement);
    }

    @Override
    public void statementEnded(Place statement, Duration took, long rows) {
        course.between();
    }

    @Override
    public void retrying(Migration migration, Retry retry) {
        course.between();
        out.accept("attempt " + retry.attempt() + " of " + migration.source() + " version " + migration.version()
                + " gave way to a lock [SQLSTATE " + retry.sqlState() + "]; next in "
                + retry.pause().toMillis() + " ms");
    }

    @Override
    public void migrationEnded(Migration migration, End end) {
        course.ended(end.outcome());
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private void tell() {
        Duration told = Duration.ZERO;
        while (pause()) {
            Duration elapsed = course.now().map(Course.Moment::elapsed).orElse(Duration.ZERO);
            boolean isAnother = elapsed.compareTo(told) < 0;
            Duration next = isAnother || told.isZero() ? pace.patience() : told.plus(pace.every());
            if (elapsed.compareTo(next) >= 0) {
                course.now().ifPresent(now -> out.accept(line(now)));
                told = elapsed;
            } else if (isAnother) {
                told = Duration.ZERO;
            }
        }
    }

    private String line(Course.Moment now) {
        return now.what() + ": " + now.elapsed().toSeconds() + " s" + waits.get();
    }

    /** Waits a third of the patience; false when the run has ended. */
    private boolean pause() {
        try {
            return !closed.await(Math.max(1, pace.patience().toMillis() / 3), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
