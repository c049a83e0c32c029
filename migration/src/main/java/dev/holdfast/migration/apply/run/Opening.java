package dev.holdfast.migration.apply.run;

import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.migration.apply.MigrationException;
import dev.holdfast.migration.apply.pending.PendingMigration;
import dev.holdfast.migration.apply.pending.Preparation;
import dev.holdfast.migration.history.Fingerprints.Fingerprint;
import dev.holdfast.migration.history.HistoryCheck;
import dev.holdfast.migration.history.HistoryRow;
import dev.holdfast.migration.history.HistoryTable;
import dev.holdfast.migration.history.HistoryView;
import dev.holdfast.migration.script.MigrationSource;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;

/** Reads a history and what waits for it to its end, and refuses what does not fit, before anything runs. */
final class Opening {
    private final Bench bench;
    private final Applying.Order order;
    private final MigrationSource source;
    private final HistoryTable history;

    Opening(Bench bench, Applying.Order order) {
        this.bench = bench;
        this.order = order;
        this.source = order.source();
        this.history = new HistoryTable(source.history());
    }

    /**
     * What there is to do.
     *
     * @param lastRank the highest rank in the history
     * @param interrupted what is to be gone on with
     * @param pending what is to be applied, in order
     */
    record Opened(int lastRank, Optional<Interruption.Found> interrupted, List<PendingMigration> pending) {}

    Opened open() {
        Optional<List<HistoryRow>> present = present();
        HistoryView view = HistoryView.of(present.orElse(List.of()), source.migrations(), order.target())
                .withFingerprints(present.isPresent() ? fingerprints() : Map.of());
        requireTarget(view);
        Optional<Interruption.Found> interrupted = new Interruption(bench, source).in(view);
        requireFit(view, interrupted);
        List<PendingMigration> pending = view.in(MigrationState.PENDING).stream()
                .map(item -> PendingMigration.of(item.local().orElseThrow()))
                .toList();
        // Only now: what cannot be run must leave nothing, not even an empty history.
        List<HistoryRow> rows = present.orElseGet(this::prepared);
        int lastRank = rows.stream().mapToInt(HistoryRow::rank).max().orElse(0);
        return new Opened(lastRank, interrupted, pending);
    }

    /** Read under the lock, outside of any transaction, on the lock's own connection. */
    private Optional<List<HistoryRow>> present() {
        try {
            bench.lock().requireHeld();
            return history.readIfPresent(bench.lock().connection());
        } catch (SQLException e) {
            throw unread(e);
        }
    }

    private Map<Integer, Fingerprint> fingerprints() {
        try {
            return bench.fingerprints().of(bench.lock().connection(), source.history());
        } catch (SQLException e) {
            throw unread(e);
        }
    }

    private List<HistoryRow> prepared() {
        try {
            new Preparation(history, source.name()).prepare(bench.session().connection(), order.isShared());
            bench.session().commit();
            return history.read(bench.lock().connection());
        } catch (SQLException e) {
            bench.session().rollBack(e);
            throw unread(e);
        } catch (MigrationException e) {
            bench.session().rollBack(e);
            throw e;
        }
    }

    private DatabaseException unread(SQLException e) {
        return DatabaseException.of("history of " + source.name() + " could not be read", e);
    }

    private void requireTarget(HistoryView view) {
        Optional<MigrationVersion> target = order.target();
        if (target.isPresent()
                && view.items().stream().noneMatch(item -> item.version().equals(target))) {
            throw failure(
                    target.get().toString(),
                    source.name() + " must have the version to migrate to, but has no version " + target.get()
                            + ": status lists those it has");
        }
    }

    private void requireFit(HistoryView view, Optional<Interruption.Found> interrupted) {
        List<HistoryCheck.Problem> problems = HistoryCheck.problems(view).stream()
                .filter(problem -> interrupted
                        .filter(found -> found.label().equals(problem.subject()))
                        .isEmpty())
                .toList();
        if (!problems.isEmpty()) {
            HistoryCheck.Problem first = problems.get(0);
            String more = problems.size() == 1 ? "" : "; and " + (problems.size() - 1) + " more, which verify lists";
            throw failure(
                    first.subject(),
                    "history of " + source.name() + " must fit its scripts, but does not at " + first.subject() + ": "
                            + first.message() + more);
        }
    }

    private MigrationException failure(@Nullable String version, String message) {
        return new MigrationException(new MigrationException.Failure(source.name(), version, null), message, null);
    }
}
