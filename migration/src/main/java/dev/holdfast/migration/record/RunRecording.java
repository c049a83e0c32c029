package dev.holdfast.migration.record;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.core.secret.Uuid7;
import dev.holdfast.migration.record.RunRecord.Decision;
import dev.holdfast.migration.record.RunRecord.Kind;
import dev.holdfast.migration.record.RunRecord.MigrationRun;
import dev.holdfast.migration.record.RunRecord.Outcome;
import dev.holdfast.migration.record.RunRecord.Place;
import dev.holdfast.migration.snapshot.SchemaDiff;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects what one run does and makes its record at the end. Used once; thread-safe, for runs that work on several
 * tenants at a time.
 */
public final class RunRecording {
    private final String id;
    private final Kind kind;
    private final Place place;
    private final Clock clock;
    private final Instant startedAt;
    private final List<MigrationRun> migrations = new ArrayList<>();
    private final List<String> schemaDiff = new ArrayList<>();
    private final List<Decision> decisions = new ArrayList<>();
    private final List<StepRun> steps = new ArrayList<>();
    private boolean ended;

    private RunRecording(Kind kind, Place place, Clock clock, Uuid7 ids) {
        this.id = ids.next().toString();
        this.kind = kind;
        this.place = place;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    /**
     * Begins a run.
     *
     * @param kind what kind of run it is
     * @param place where it takes place
     * @param clock where the times come from
     * @param ids where the record's id comes from
     * @return the recording
     */
    public static RunRecording start(Kind kind, Place place, Clock clock, Uuid7 ids) {
        return new RunRecording(kind, place, clock, ids);
    }

    /**
     * The id that the record will have, for messages while the run goes on.
     *
     * @return a UUID of version 7, as text
     */
    public String id() {
        return id;
    }

    /**
     * Adds a migration that has just ended; when it does not say at what time it began, that is reckoned from now.
     *
     * @param migration what was done with it
     * @return this
     * @throws IllegalStateException when the run has ended
     */
    @CanIgnoreReturnValue
    public synchronized RunRecording migration(MigrationRun migration) {
        requireOpen();
        Duration now = Duration.between(startedAt, clock.instant());
        Duration before = now.minus(migration.took());
        migrations.add(
                migration.startedAfter().isPresent()
                        ? migration
                        : migration.startedAfter(before.isNegative() ? Duration.ZERO : before));
        return this;
    }

    /**
     * Adds a migration that was looked at or tried and not applied, and so has no place in the run's time.
     *
     * @param migration what is known of it
     * @return this
     * @throws IllegalStateException when the run has ended
     */
    @CanIgnoreReturnValue
    public synchronized RunRecording foreseen(MigrationRun migration) {
        requireOpen();
        migrations.add(migration);
        return this;
    }

    /**
     * Adds a step that has just ended.
     *
     * @param step what came of it
     * @return this
     * @throws IllegalStateException when the run has ended
     */
    @CanIgnoreReturnValue
    public synchronized RunRecording step(StepRun step) {
        requireOpen();
        steps.add(step);
        return this;
    }

    /**
     * Adds what a person decided, now.
     *
     * @param what such as {@code mark-as-run 3 without evidence}
     * @param by who
     * @param because why
     * @return this
     * @throws IllegalStateException when the run has ended
     */
    @CanIgnoreReturnValue
    public synchronized RunRecording decision(String what, String by, String because) {
        requireOpen();
        decisions.add(new Decision(what, by, because, clock.instant()));
        return this;
    }

    /**
     * Adds the difference of the catalog before and after.
     *
     * @param diff the difference
     * @return this
     * @throws IllegalStateException when the run has ended
     */
    @CanIgnoreReturnValue
    public synchronized RunRecording schemaDiff(SchemaDiff diff) {
        return schemaDiff(
                diff.changes().stream().map(SchemaDiff.Change::toString).toList());
    }

    /**
     * Adds the difference of the catalog before and after, or of a part of it.
     *
     * @param lines a line an object, as {@link SchemaDiff.Change} prints it
     * @return this
     * @throws IllegalStateException when the run has ended
     */
    @CanIgnoreReturnValue
    public synchronized RunRecording schemaDiff(List<String> lines) {
        requireOpen();
        schemaDiff.addAll(lines);
        return this;
    }

    /**
     * Ends the run.
     *
     * @param outcome how it ended
     * @return its record
     * @throws IllegalStateException when it has ended already
     */
    public synchronized RunRecord end(Outcome outcome) {
        requireOpen();
        ended = true;
        Instant endedAt = clock.instant();
        // A clock that was set back meanwhile must not make a run that ended before it began.
        Instant latest = endedAt.isBefore(startedAt) ? startedAt : endedAt;
        return new RunRecord(id, kind, startedAt, latest, place, outcome, migrations, schemaDiff, decisions, steps);
    }

    private void requireOpen() {
        if (ended) {
            throw new IllegalStateException("run " + id + " has ended: start another recording");
        }
    }
}
