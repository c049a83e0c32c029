package dev.holdfast.migration.apply.run;

import dev.holdfast.core.lock.retry.Pause;
import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.migration.apply.ApplyPolicy;
import dev.holdfast.migration.apply.MigrationException;
import dev.holdfast.migration.apply.MigratorLock;
import dev.holdfast.migration.apply.RunObserver;
import dev.holdfast.migration.apply.pending.Preparation;
import dev.holdfast.migration.history.HistoryRow;
import dev.holdfast.migration.history.HistoryTable;
import dev.holdfast.migration.phase.GateDecision;
import dev.holdfast.migration.phase.MigrationGate;
import dev.holdfast.migration.script.MigrationSource;
import dev.holdfast.migration.script.ScriptFile;
import dev.holdfast.migration.sql.TableName;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.api.MigrationVersion;

/**
 * A run of migrations under the migrator's lock, on one session.
 *
 * <p><em>Transaction.</em> Owns: each migration is a transaction with its history row, or steps that are. Not thread-safe.
 */
public final class Applying implements AutoCloseable {
    private final Bench bench;

    private Applying(Bench bench) {
        this.bench = bench;
    }

    /**
     * What a run needs.
     *
     * @param dataSource connects as the role that owns the schemas
     * @param policy how patient it is
     * @param observer watches it
     * @param pause waits between attempts
     * @param journal where steps are written down
     * @param gate asked before each migration
     */
    public record Setting(
            DataSource dataSource,
            ApplyPolicy policy,
            RunObserver observer,
            Pause pause,
            Journal journal,
            MigrationGate gate) {}

    /**
     * What was done for a source.
     *
     * @param applied what was applied, in order
     * @param held the migration before which the run ended, because its gate was closed
     */
    public record Done(List<Applied> applied, Optional<Held> held) {
        /** Copies the list. */
        public Done {
            applied = List.copyOf(applied);
        }
    }

    /**
     * A migration that may not be applied yet.
     *
     * @param version its version, or its description when it is a repeatable one
     * @param closed why not
     */
    public record Held(String version, GateDecision.Closed closed) {}

    /**
     * This module's own tables, as far as a run writes them.
     *
     * @param source makes them; applied before the first migration that goes in steps
     * @param table the journal of steps
     * @param fingerprints where the SHA-256 of scripts is kept, if it is there
     */
    public record Journal(MigrationSource source, TableName table, TableName fingerprints) {}

    /**
     * What to apply.
     *
     * @param source the history and its migrations
     * @param isShared whether its schema is shared with other sources, and so may be full when this one begins
     * @param target the last version to apply
     */
    public record Order(MigrationSource source, boolean isShared, Optional<MigrationVersion> target) {}

    /**
     * Begins a run.
     *
     * @param setting what it needs
     * @param lock held by the caller until the run is closed
     * @return the run, to be closed by the caller
     * @throws MigrationException when the connection goes through a pooler that gives a session to several clients
     */
    public static Applying under(MigratorLock lock, Setting setting) {
        return new Applying(new Bench(setting, lock));
    }

    /**
     * Applies what a source has pending, after going on with what was interrupted.
     *
     * @param order what to apply
     * @return what was applied, and what was held back
     * @throws MigrationException when a migration fails, or the history does not fit the migrations at hand
     * @throws IllegalArgumentException when a script that waits is malformed
     */
    public Done apply(Order order) {
        return new SourceRun(bench, order).apply();
    }

    /**
     * Declares that a schema without a history already is at a version.
     *
     * @param source the source
     * @param version the version
     * @throws MigrationException when there is a history already
     */
    public void baseline(MigrationSource source, MigrationVersion version) {
        HistoryTable history = new HistoryTable(source.history());
        try {
            if (history.readIfPresent(bench.lock().connection()).isPresent()) {
                throw new MigrationException(
                        new MigrationException.Failure(source.name(), version.toString(), null),
                        "baseline of " + source.name() + " must come before its history, but " + source.history()
                                + " exists: look at status",
                        null);
            }
            new Preparation(history, source.name()).baseline(bench.session().connection(), version);
            bench.session().commit();
        } catch (SQLException e) {
            bench.session().rollBack(e);
            throw DatabaseException.of("baseline of " + source.name() + " failed", e);
        }
    }

    /**
     * Takes a migration back whose undo script cannot be one transaction; goes on where the last try stopped.
     *
     * @param source the source
     * @param row the migration's row
     * @param script the undo script
     * @return how long it ran
     * @throws MigrationException when a step fails; the next try goes on there
     */
    public Duration undoInSteps(MigrationSource source, HistoryRow row, ScriptFile script) {
        return new SteppedUndo(bench, source).run(row, script);
    }

    /** Makes this module's own tables where they are missing, by its migrations. */
    public void makeTables() {
        bench.requireJournal();
    }

    /**
     * Enters a migration into the history without running it.
     *
     * @param source the source
     * @param version the migration's version, pending or failed
     * @param withEvidence whether what it creates must be there
     * @return why it was refused; nothing when it was done
     */
    public Optional<String> markAsRun(MigrationSource source, MigrationVersion version, boolean withEvidence) {
        return new Marking(bench, source).mark(version, withEvidence);
    }

    @Override
    public void close() {
        bench.close();
    }
}
