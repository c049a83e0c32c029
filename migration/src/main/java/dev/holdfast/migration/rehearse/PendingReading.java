package dev.holdfast.migration.rehearse;

import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.migration.apply.run.Applying.Order;
import dev.holdfast.migration.history.HistoryRow;
import dev.holdfast.migration.history.HistoryTable;
import dev.holdfast.migration.history.HistoryView;
import dev.holdfast.migration.rehearse.plan.Candidate;
import dev.holdfast.migration.script.MigrationSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.MigrationState;

/** Reads what waits to be applied, from the histories as they stand. Writes nothing and waits for nobody. */
final class PendingReading {
    private PendingReading() {}

    static List<Candidate> of(Subject subject) {
        List<Candidate> pending = new ArrayList<>();
        try (Connection connection = subject.dataSource().getConnection()) {
            for (Order order : subject.execution().orders()) {
                MigrationSource source = order.source();
                List<HistoryRow> rows = new HistoryTable(source.history())
                        .readIfPresent(connection)
                        .orElse(List.of());
                HistoryView.of(rows, source.migrations(), order.target()).in(MigrationState.PENDING).stream()
                        .flatMap(item -> item.local().stream())
                        .map(local ->
                                new Candidate(source.name(), source.history().schema(), local))
                        .forEach(pending::add);
            }
        } catch (SQLException e) {
            throw DatabaseException.of("histories could not be read", e);
        }
        return pending;
    }
}
