package dev.holdfast.migration.rehearse;

import dev.holdfast.core.lock.retry.Pause;
import dev.holdfast.migration.apply.MigrationException;
import dev.holdfast.migration.apply.MigratorLock;
import dev.holdfast.migration.apply.RunObserver;
import dev.holdfast.migration.apply.run.Applying;
import dev.holdfast.migration.apply.run.Applying.Order;
import dev.holdfast.migration.apply.run.Applying.Setting;
import dev.holdfast.migration.history.HistoryTable;
import dev.holdfast.migration.phase.MigrationGate;
import dev.holdfast.migration.rehearse.Subject.Execution;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The executor of the day, at work in a scratch database. */
final class ScratchRun {
    private static final Duration NOBODY_ELSE = Duration.ofSeconds(10);

    private final Execution execution;
    private final DataSource scratch;

    ScratchRun(Subject subject, DataSource scratch) {
        this.execution = subject.execution();
        this.scratch = scratch;
    }

    /** Applies what is pending; gives why it ended early. */
    Optional<MigrationException> apply(RunObserver observer) {
        List<HistoryTable> histories = execution.orders().stream()
                .map(order -> new HistoryTable(order.source().history()))
                .toList();
        Setting setting = new Setting(
                scratch, execution.policy(), observer, Pause.sleeping(), execution.journal(), MigrationGate.open());
        try (MigratorLock lock = MigratorLock.acquire(scratch, execution.lock(), histories, NOBODY_ELSE);
                Applying run = Applying.under(lock, setting)) {
            for (Order order : execution.orders()) {
                var unused = run.apply(order);
            }
            return Optional.empty();
        } catch (MigrationException e) {
            return Optional.of(e);
        }
    }
}
