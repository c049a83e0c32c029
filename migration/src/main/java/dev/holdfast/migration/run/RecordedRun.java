package dev.holdfast.migration.run;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.core.HoldfastException;
import dev.holdfast.core.secret.Uuid7;
import dev.holdfast.migration.apply.MigrationException;
import dev.holdfast.migration.apply.RunObserver;
import dev.holdfast.migration.record.Kept;
import dev.holdfast.migration.record.RunLedger;
import dev.holdfast.migration.record.RunLedgerException;
import dev.holdfast.migration.record.RunRecord;
import dev.holdfast.migration.record.RunRecord.Kind;
import dev.holdfast.migration.record.RunRecord.Outcome;
import dev.holdfast.migration.record.RunRecord.Place;
import dev.holdfast.migration.record.RunRecording;
import dev.holdfast.migration.rehearse.result.Places;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * One run and its record, which is kept however the run ends. For runs that are no chain of steps, such as taking
 * migrations back; {@code Migrations.run} keeps its own. Used once, by one thread.
 */
public final class RecordedRun {
    private static final Place UNKNOWN = new Place("", "", "", "");

    private final RunRecording recording;
    private final Optional<RunLedger> ledger;

    private RecordedRun(RunRecording recording, Optional<RunLedger> ledger) {
        this.recording = recording;
        this.ledger = ledger;
    }

    /**
     * Begins a run.
     *
     * @param kind what kind of run it is
     * @param dataSource where it takes place
     * @param clock dates it
     * @param ledger where its record is kept; empty to keep none
     * @return the run
     */
    public static RecordedRun begin(Kind kind, DataSource dataSource, Clock clock, Optional<RunLedger> ledger) {
        return new RecordedRun(RunRecording.start(kind, place(dataSource), clock, Uuid7.of(clock)), ledger);
    }

    /**
     * What goes into the record.
     *
     * @return the recording
     */
    public RunRecording recording() {
        return recording;
    }

    /**
     * Writes down what is done with migrations.
     *
     * @param next who is told as well
     * @return an observer for the run
     */
    public RunObserver observer(RunObserver next) {
        return new Recorder(migration -> Optional.empty(), recording::migration, next);
    }

    /**
     * Does the work of the run. When it throws, the record is kept as that of a failed run before the exception goes on.
     *
     * @param work the work; it does not end the run
     * @param <T> what it gives
     * @return what it gave
     */
    public <T> T keeping(Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException | Error e) {
            try {
                end(new Outcome(false, sqlState(e), message(e), "look at status"));
            } catch (RunLedgerException notKept) {
                e.addSuppressed(notKept);
            }
            throw e;
        }
    }

    /**
     * Ends the run and keeps its record.
     *
     * @param outcome how it ended
     * @return the record, and its place in the ledger
     * @throws RunLedgerException when it could not be kept; what the run did stays done
     */
    @CanIgnoreReturnValue
    public Ended end(Outcome outcome) {
        RunRecord record = recording.end(outcome);
        return new Ended(record, ledger.map(it -> it.append(record)));
    }

    /**
     * A run that has ended.
     *
     * @param record its record
     * @param kept the record in the ledger; empty when there is none
     */
    public record Ended(RunRecord record, Optional<Kept> kept) {}

    private static Optional<String> sqlState(Throwable failure) {
        return failure instanceof MigrationException migration ? migration.sqlState() : Optional.empty();
    }

    /** Our own messages hold no values; what others say may quote anything. */
    static String message(Throwable failure) {
        return failure instanceof HoldfastException
                ? String.valueOf(failure.getMessage())
                : "the run was ended by " + failure.getClass().getName();
    }

    /** A run that cannot reach its database is recorded as well: its first step will say so. */
    private static Place place(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            return Places.of(connection);
        } catch (SQLException unreachable) {
            return UNKNOWN;
        }
    }
}
