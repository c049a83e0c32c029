package dev.holdfast.migration;

import dev.holdfast.core.metric.Ticker;
import dev.holdfast.migration.apply.MigrationException;
import dev.holdfast.migration.apply.MigratorLock;
import dev.holdfast.migration.apply.step.StepPlan;
import dev.holdfast.migration.history.HistoryEntries;
import dev.holdfast.migration.history.HistoryRow;
import dev.holdfast.migration.history.HistoryTable;
import dev.holdfast.migration.history.HistoryView;
import dev.holdfast.migration.script.MigrationSource;
import dev.holdfast.migration.script.ScriptFile;
import dev.holdfast.migration.sql.SqlFailure;
import dev.holdfast.migration.sql.SqlScript;
import dev.holdfast.migration.sql.TableName;
import dev.holdfast.migration.undo.RemovalResult;
import dev.holdfast.migration.undo.RollbackResult;
import dev.holdfast.migration.undo.UndoGate;
import dev.holdfast.migration.undo.UndoRefusal;
import dev.holdfast.migration.undo.UndoResult;
import dev.holdfast.migration.undo.UndoResult.Refused;
import dev.holdfast.migration.undo.UndoResult.Undone;
import dev.holdfast.migration.undo.UndoScript;
import dev.holdfast.migration.undo.UndoTransaction;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Takes the newest migration of a source back: the undo script and the history row in one transaction, so that there is no
 * moment at which objects and history disagree. The migrator's lock is held, Flyway's own with it.
 */
final class Undoing {
    private static final String DEPENDENT_OBJECTS = "2BP01";

    private final UndoTransaction transaction;
    private final Rules rules;
    private final MigrationSource source;
    private final HistoryTable history;
    private final Steps steps;
    private final Ticker ticker = Ticker.system();

    Undoing(DataSource dataSource, Rules rules, MigrationSource source, Steps steps) {
        this.transaction = new UndoTransaction(
                dataSource, rules.lockTimeout(), source.history().schema());
        this.rules = rules;
        this.source = source;
        this.steps = steps;
        this.history = new HistoryTable(source.history());
    }

    /** How long to wait for a lock, and what must hold; a module of ours has no gate. */
    record Rules(Duration lockTimeout, Optional<UndoGate> gate) {}

    /** Takes back what cannot be taken back in one transaction, and tells how long it took. */
    @FunctionalInterface
    interface Steps {
        Duration undo(HistoryRow row, ScriptFile script);
    }

    UndoResult undo(String version) {
        Optional<UndoResult> result = inTransaction(version, connection -> {
            List<HistoryRow> standing =
                    history.exists(connection) ? HistoryView.standing(history.read(connection)) : List.of();
            Optional<Refused> refused = new UndoCheck(source).refusal(version, standing);
            if (refused.isPresent()) {
                return refused.map(UndoResult.class::cast);
            }
            HistoryRow entry = standing.get(standing.size() - 1);
            ScriptFile script =
                    source.undoOf(entry.version().orElseThrow(), entry.script()).orElseThrow();
            Optional<Refused> closed = refusal(connection, entry, script);
            if (closed.isPresent()) {
                return closed.map(UndoResult.class::cast);
            }
            return isOneTransaction(script) ? Optional.of(run(connection, version, entry, script)) : Optional.empty();
        });
        return result.orElseGet(() -> inSteps(version));
    }

    private Optional<Refused> refusal(Connection connection, HistoryRow entry, ScriptFile script) throws SQLException {
        return rules.gate().isEmpty()
                ? Optional.empty()
                : rules.gate()
                        .get()
                        .refusal(connection, UndoGate.Candidate.of(source, entry, script))
                        .map(Undoing::refused);
    }

    private static Refused refused(UndoRefusal refusal) {
        return new Refused(UndoResult.Reason.valueOf(refusal.kind().name()), refusal.message());
    }

    private UndoResult inSteps(String version) {
        HistoryRow row = inTransaction(
                version,
                connection ->
                        newest(HistoryView.standing(history.read(connection))).orElseThrow());
        ScriptFile script =
                source.undoOf(row.version().orElseThrow(), row.script()).orElseThrow();
        return new Undone(source.name(), version, script.fileName(), steps.undo(row, script));
    }

    private static Optional<HistoryRow> newest(List<HistoryRow> standing) {
        return standing.isEmpty() ? Optional.empty() : Optional.of(standing.get(standing.size() - 1));
    }

    private static boolean isOneTransaction(ScriptFile script) {
        return StepPlan.of(SqlScript.parse(script.text()).statements(), true).isOneTransaction();
    }

    /** The newest applied version, for taking back everything. */
    Optional<String> newest() {
        return inTransaction(null, connection -> {
            if (!history.exists(connection)) {
                return Optional.empty();
            }
            List<HistoryRow> standing = HistoryView.standing(history.read(connection));
            return newest(standing).map(HistoryRow::versionText);
        });
    }

    /** Takes everything back, newest first, and the history with it. */
    RemovalResult remove(MigratorLock lock) {
        RollbackResult result = rollback(lock, (newest, done) -> true);
        return result.stopped().isPresent()
                ? new RemovalResult.Stopped(result.versions(), result.stopped().get())
                : new RemovalResult.Removed(result.versions(), dropHistory());
    }

    /** Goes on as long as the newest version, and the number of those taken back, allow. */
    RollbackResult rollback(MigratorLock lock, BiPredicate<String, Integer> goesOn) {
        List<Undone> undone = new ArrayList<>();
        for (Optional<String> next = newest(); next.isPresent(); next = newest()) {
            if (!goesOn.test(next.get(), undone.size())) {
                break;
            }
            lock.requireHeld();
            UndoResult result = undo(next.get());
            if (result instanceof Refused refused) {
                return new RollbackResult(undone, Optional.of(refused));
            }
            undone.add((Undone) result);
        }
        return new RollbackResult(undone, Optional.empty());
    }

    /** Drops the history in which nothing stands, and the schema when it came with it and is empty. */
    boolean dropHistory() {
        return inTransaction(null, connection -> {
            if (!history.exists(connection)) {
                return false;
            }
            List<HistoryRow> entries = history.read(connection);
            if (!HistoryView.standing(entries).isEmpty()) {
                throw new MigrationException(
                        new MigrationException.Failure(source.name(), null, null),
                        "history of " + source.name() + " must be empty to be dropped, but something was applied"
                                + " meanwhile: run again",
                        null);
            }
            history.drop(connection);
            return HistoryView.createdSchema(entries) && dropSchema(connection);
        });
    }

    private UndoResult run(Connection connection, String version, HistoryRow entry, ScriptFile script)
            throws SQLException {
        long start = ticker.read();
        String before = transactionId(connection);
        Optional<Refused> refused = new UndoScript(connection, script).run().map(Undoing::refused);
        if (refused.isPresent()) {
            return refused.get();
        }
        Duration took = ticker.elapsed(start);
        if (!before.equals(transactionId(connection))
                || !new HistoryEntries(source.history(), Optional.empty()).takeBack(connection, entry, took)) {
            throw failure(version, "the undo script left its transaction or the history changed: look at status", null);
        }
        return new Undone(source.name(), version, script.fileName(), took);
    }

    private boolean dropSchema(Connection connection) throws SQLException {
        var before = connection.setSavepoint();
        try (Statement drop = connection.createStatement()) {
            drop.execute("DROP SCHEMA " + TableName.quote(source.history().schema()) + " RESTRICT");
            return true;
        } catch (SQLException e) {
            if (!DEPENDENT_OBJECTS.equals(e.getSQLState())) {
                throw e;
            }
            connection.rollback(before);
            return false;
        }
    }

    private <T> T inTransaction(@Nullable String version, UndoTransaction.Work<T> work) {
        try {
            return transaction.call(work);
        } catch (SQLException e) {
            SqlFailure sql = SqlFailure.in(e).orElseThrow();
            throw failure(version, sql + ": nothing was changed; look at the undo script", sql);
        }
    }

    private static String transactionId(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT pg_current_xact_id()::text")) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        }
    }

    private MigrationException failure(@Nullable String version, String why, @Nullable SqlFailure sql) {
        String what = version == null ? source.name() : source.name() + " version " + UndoCheck.shown(version);
        return new MigrationException(
                new MigrationException.Failure(source.name(), version, sql == null ? null : sql.sqlState()),
                "undo of " + what + " failed: " + why,
                sql == null ? null : sql.asException(new SQLException()));
    }
}
