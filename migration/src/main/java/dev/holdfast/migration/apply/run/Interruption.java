package dev.holdfast.migration.apply.run;

import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.migration.apply.pending.PendingMigration;
import dev.holdfast.migration.apply.step.StepJournal;
import dev.holdfast.migration.apply.step.StepJournal.Course;
import dev.holdfast.migration.apply.step.StepJournal.Direction;
import dev.holdfast.migration.apply.step.StepJournal.Entry;
import dev.holdfast.migration.history.HistoryRow;
import dev.holdfast.migration.history.HistoryView;
import dev.holdfast.migration.history.HistoryView.Item;
import dev.holdfast.migration.script.MigrationSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.api.MigrationState;

/** Finds the migration of a source that was cut short between its steps. */
final class Interruption {
    private final Bench bench;
    private final MigrationSource source;

    Interruption(Bench bench, MigrationSource source) {
        this.bench = bench;
        this.source = source;
    }

    /** The migration, its history row, and how far it came. */
    record Found(PendingMigration migration, HistoryRow row, List<Entry> entries) {
        String label() {
            return migration.local().version().isPresent()
                    ? row.versionText()
                    : migration.local().description();
        }
    }

    /** The one that is to be gone on with; a failed migration without a journal is somebody else's. */
    Optional<Found> in(HistoryView view) {
        Optional<Item> failed = view.in(MigrationState.FAILED).stream()
                .filter(item -> item.local().isPresent())
                .findFirst();
        if (failed.isEmpty()) {
            return Optional.empty();
        }
        HistoryRow row = failed.get().row().orElseThrow();
        Connection connection = bench.lock().connection();
        try {
            if (!bench.journal().exists(connection)) {
                return Optional.empty();
            }
            requireNotUndoing(connection, row);
            List<Entry> entries = bench.journal().read(connection, course(row, Direction.APPLY));
            return entries.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            new Found(PendingMigration.of(failed.get().local().orElseThrow()), row, entries));
        } catch (SQLException e) {
            throw DatabaseException.of("the journal of steps could not be read", e);
        }
    }

    private void requireNotUndoing(Connection connection, HistoryRow row) throws SQLException {
        List<Entry> entries = bench.journal().read(connection, course(row, Direction.UNDO));
        if (StepJournal.stoppedAt(entries).isPresent()) {
            throw new Failures(source.name())
                    .refusal(
                            new Failures.Subject(source.name() + " version " + row.versionText(), row.versionText()),
                            "is being taken back and must be taken back to its end first: undo it again");
        }
    }

    private Course course(HistoryRow row, Direction direction) {
        return new Course(source.history(), row.script(), direction);
    }
}
