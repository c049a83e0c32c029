package dev.holdfast.migration;

import dev.holdfast.core.Namespace;
import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.migration.MigrationStatus.History;
import dev.holdfast.migration.MigrationStatus.Interruption;
import dev.holdfast.migration.MigrationStatus.Run;
import dev.holdfast.migration.MigrationStatus.State;
import dev.holdfast.migration.MigrationStatus.Step;
import dev.holdfast.migration.apply.step.StepJournal;
import dev.holdfast.migration.apply.step.StepJournal.Course;
import dev.holdfast.migration.apply.step.StepJournal.Direction;
import dev.holdfast.migration.apply.step.StepJournal.Entry;
import dev.holdfast.migration.history.Fingerprints;
import dev.holdfast.migration.history.HistoryCheck;
import dev.holdfast.migration.history.HistoryRow;
import dev.holdfast.migration.history.HistoryTable;
import dev.holdfast.migration.history.HistoryView;
import dev.holdfast.migration.history.HistoryView.Item;
import dev.holdfast.migration.script.MigrationSource;
import dev.holdfast.migration.verify.Verification;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;

/** Reads how a database stands: one query for each history. */
final class StatusReader {
    private final Connection connection;

    private final Namespace namespace;

    private StatusReader(Connection connection, Namespace namespace) {
        this.connection = connection;
        this.namespace = namespace;
    }

    /** Work with a reader. */
    @FunctionalInterface
    interface Reading<T> {
        T run(StatusReader reader) throws SQLException;
    }

    /** Reads outside of any transaction: what is not there must not end one. */
    static <T> T reading(DataSource dataSource, Namespace namespace, Reading<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(true);
            try {
                return work.run(new StatusReader(connection, namespace));
            } finally {
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException e) {
            throw DatabaseException.of("the histories could not be read", e);
        }
    }

    HistoryView view(MigrationSource source) throws SQLException {
        List<HistoryRow> rows =
                new HistoryTable(source.history()).readIfPresent(connection).orElse(List.of());
        Fingerprints fingerprints = new Fingerprints(MigrationSchema.fingerprintTable(namespace));
        return HistoryView.of(rows, source.migrations(), Optional.empty())
                .withFingerprints(fingerprints.of(connection, source.history()));
    }

    History history(MigrationSource source) throws SQLException {
        List<Step> steps = new ArrayList<>();
        for (Item item : view(source).items()) {
            steps.add(step(item, interruption(source, item)));
        }
        return new History(source.name(), source.history(), steps);
    }

    /** Only for what the history calls failed: that may be a migration between two of its steps. */
    private Optional<Interruption> interruption(MigrationSource source, Item item) throws SQLException {
        boolean failed = item.state().isFailed();
        StepJournal journal = new StepJournal(MigrationSchema.journalTable(namespace));
        if (!failed || item.row().isEmpty() || !journal.exists(connection)) {
            return Optional.empty();
        }
        for (Direction direction : Direction.values()) {
            Course course = new Course(source.history(), item.script(), direction);
            List<Entry> entries = journal.read(connection, course);
            Optional<Entry> stopped = StepJournal.stoppedAt(entries);
            if (stopped.isPresent()) {
                String next = direction == Direction.APPLY
                        ? "migrate goes on there"
                        : "undo of version " + item.label() + " goes on there";
                return Optional.of(new Interruption(
                        stopped.get().step(), entries.size(), stopped.get().state() == StepJournal.State.BEGUN, next));
            }
        }
        return Optional.empty();
    }

    /** What of the host's nobody kept the SHA-256 of; the scripts of modules come with the code itself. */
    List<Verification.Crc32Only> crc32Only(List<MigrationSource> sources) throws SQLException {
        List<Verification.Crc32Only> all = new ArrayList<>();
        for (MigrationSource source : sources) {
            List<String> subjects = MigrationSet.isModule(source) ? List.of() : HistoryCheck.crc32Only(view(source));
            if (!subjects.isEmpty()) {
                all.add(new Verification.Crc32Only(source.name(), subjects));
            }
        }
        return all;
    }

    /** Whether the history exists, fits, and lacks nothing. */
    boolean isCurrent(MigrationSource source) throws SQLException {
        Optional<List<HistoryRow>> rows = new HistoryTable(source.history()).readIfPresent(connection);
        if (rows.isEmpty()) {
            return false;
        }
        HistoryView view = HistoryView.of(rows.get(), source.migrations(), Optional.empty());
        return view.in(MigrationState.PENDING).isEmpty()
                && HistoryCheck.problems(view).isEmpty();
    }

    private static Step step(Item item, Optional<Interruption> interruption) {
        Optional<Run> run = item.row()
                .map(row -> new Run(row.run().by(), row.run().at(), row.run().took()));
        return new Step(
                item.version().map(MigrationVersion::toString),
                item.description(),
                item.script(),
                interruption.isPresent() ? State.INTERRUPTED : state(item),
                run,
                interruption);
    }

    private static State state(Item item) {
        return switch (item.state()) {
            case SUCCESS, OUT_OF_ORDER, OUTDATED, SUPERSEDED -> State.APPLIED;
            case PENDING -> State.PENDING;
            case FAILED, MISSING_FAILED, FUTURE_FAILED -> State.FAILED;
            case UNDONE, DELETED, AVAILABLE -> State.UNDONE;
            case MISSING_SUCCESS -> State.MISSING;
            case FUTURE_SUCCESS -> State.FUTURE;
            case BASELINE, BELOW_BASELINE, BASELINE_IGNORED -> State.BASELINE;
            // Also what a later Flyway may add.
            default -> State.IGNORED;
        };
    }
}
