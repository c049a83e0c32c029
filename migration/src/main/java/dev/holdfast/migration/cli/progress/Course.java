package dev.holdfast.migration.cli.progress;

import dev.holdfast.core.metric.Ticker;
import dev.holdfast.migration.apply.RunObserver;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Remembers where a run is; told by the migrator's thread, asked by the one that prints. Thread-safe. */
final class Course {
    private final Ticker ticker;
    private @Nullable Migration migration;
    private @Nullable Place place;
    private long since;
    private boolean begun;
    private boolean interrupted;

    Course(Ticker ticker) {
        this.ticker = ticker;
    }

    /**
     * A moment of a run.
     *
     * @param what the migration and the statement in it
     * @param elapsed how long it has been at it
     */
    record Moment(String what, Duration elapsed) {}

    private record Migration(String title, int statements) {}

    private record Place(int number, int line, String command) {}

    synchronized void started(RunObserver.Migration begins) {
        String title = begins.version().isEmpty() ? begins.description() : "version " + begins.version();
        migration = new Migration(begins.source() + " " + title, begins.statements());
        place = null;
        begun = true;
        since = ticker.read();
    }

    synchronized void at(RunObserver.Place statement) {
        place = new Place(statement.number(), statement.line(), statement.command());
        since = ticker.read();
    }

    synchronized void between() {
        place = null;
        since = ticker.read();
    }

    synchronized void ended(RunObserver.Outcome outcome) {
        migration = null;
        place = null;
        interrupted = outcome == RunObserver.Outcome.INTERRUPTED;
    }

    /** Whether any migration has begun. */
    synchronized boolean hasBegun() {
        return begun;
    }

    /** Whether the last migration stopped between two of its steps. */
    synchronized boolean isInterrupted() {
        return interrupted;
    }

    /** Where the run is; empty when no migration is at work. */
    synchronized Optional<Moment> now() {
        if (migration == null) {
            return Optional.empty();
        }
        String where = place == null
                ? ""
                : ", statement " + place.number() + " of " + migration.statements() + " (" + place.command() + ", line "
                        + place.line() + ")";
        return Optional.of(new Moment(migration.title() + where, ticker.elapsed(since)));
    }
}
