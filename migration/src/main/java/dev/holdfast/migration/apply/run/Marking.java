package dev.holdfast.migration.apply.run;

import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.migration.apply.Pipeline;
import dev.holdfast.migration.apply.Session.Limits;
import dev.holdfast.migration.apply.pending.PendingMigration;
import dev.holdfast.migration.apply.pending.Preparation;
import dev.holdfast.migration.apply.step.CreatedObjects;
import dev.holdfast.migration.history.HistoryEntries;
import dev.holdfast.migration.history.HistoryEntries.RowEnd;
import dev.holdfast.migration.history.HistoryRow;
import dev.holdfast.migration.history.HistoryTable;
import dev.holdfast.migration.history.HistoryView;
import dev.holdfast.migration.history.HistoryView.Item;
import dev.holdfast.migration.script.MigrationSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;

/** Enters a migration into the history that was run by other means. */
final class Marking {
    private final Bench bench;
    private final MigrationSource source;
    private final HistoryTable history;

    Marking(Bench bench, MigrationSource source) {
        this.bench = bench;
        this.source = source;
        this.history = new HistoryTable(source.history());
    }

    /** Why it was refused; nothing when it was done. */
    Optional<String> mark(MigrationVersion version, boolean withEvidence) {
        try {
            List<HistoryRow> rows =
                    history.readIfPresent(bench.lock().connection()).orElse(List.of());
            Item item = HistoryView.of(rows, source.migrations(), Optional.empty()).items().stream()
                    .filter(one -> one.version().filter(version::equals).isPresent())
                    .filter(one -> one.state() != MigrationState.DELETED && one.state() != MigrationState.UNDONE)
                    .findFirst()
                    .orElse(null);
            Optional<String> refusal = refusal(version, item, withEvidence);
            if (refusal.isPresent() || item == null) {
                bench.session().commit();
                return refusal;
            }
            write(item);
            bench.session().commit();
            return Optional.empty();
        } catch (SQLException e) {
            bench.session().rollBack(e);
            throw DatabaseException.of("marking version " + version + " of " + source.name() + " failed", e);
        }
    }

    private Optional<String> refusal(MigrationVersion version, @Nullable Item item, boolean withEvidence)
            throws SQLException {
        String what = "version " + version + " of " + source.name();
        if (item == null || item.local().isEmpty()) {
            return Optional.of(what + " is not at hand: status lists those that are");
        }
        if (item.state() != MigrationState.PENDING && item.state() != MigrationState.FAILED) {
            return Optional.of(
                    what + " must be pending or failed to be marked as run, but its state is " + item.state());
        }
        return withEvidence ? missing(what, PendingMigration.of(item.local().get())) : Optional.empty();
    }

    private Optional<String> missing(String what, PendingMigration migration) throws SQLException {
        CreatedObjects objects = new CreatedObjects(migration.statements());
        if (objects.isEmpty()) {
            return Optional.of(what + " creates nothing that could be looked up: waive the evidence, with a reason");
        }
        Limits limits = bench.limits(migration.settings());
        bench.session().applyLocally(history.name().schema(), limits);
        List<String> missing = objects.missing(bench.session().connection());
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(what + " has not run as a whole: " + String.join(", ", missing)
                        + " is not there; run it, or waive the evidence, with a reason");
    }

    private void write(Item item) throws SQLException {
        Connection connection = bench.session().connection();
        PendingMigration migration = PendingMigration.of(item.local().orElseThrow());
        HistoryEntries entries = bench.entries(source.history());
        if (item.row().isPresent()) {
            HistoryEntries.Entry entry = migration.entry(item.row().get().rank());
            entries.updateChecksum(connection, entry);
            if (!entries.markSucceeded(connection, entry, Duration.ZERO)) {
                throw new SQLException("the history changed meanwhile");
            }
            return;
        }
        if (!history.exists(connection)) {
            // What was run by other means stands in the schema already: that is no reason to refuse here.
            new Preparation(history, source.name()).prepare(connection, true);
        }
        int rank = history.read(connection).stream()
                        .mapToInt(HistoryRow::rank)
                        .max()
                        .orElse(0)
                + 1;
        RowEnd end = new RowEnd(
                bench.session().user(), "0", true, bench.lock().witness().guardSql());
        try (Pipeline pipeline = new Pipeline(connection)) {
            pipeline.add(entries.insertSql(migration.entry(rank), end));
            if (pipeline.flush() != 1) {
                throw bench.lock().lost();
            }
        }
    }
}
