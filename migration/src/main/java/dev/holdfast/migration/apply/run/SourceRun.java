package dev.holdfast.migration.apply.run;

import dev.holdfast.migration.apply.MigrationException;
import dev.holdfast.migration.apply.RunObserver;
import dev.holdfast.migration.apply.RunObserver.End;
import dev.holdfast.migration.apply.RunObserver.Outcome;
import dev.holdfast.migration.apply.pending.CallbackRun;
import dev.holdfast.migration.apply.pending.PendingMigration;
import dev.holdfast.migration.apply.run.ApplyFrame.Row;
import dev.holdfast.migration.apply.run.Applying.Done;
import dev.holdfast.migration.apply.run.Applying.Held;
import dev.holdfast.migration.apply.run.Attempts.Trial;
import dev.holdfast.migration.script.LocalMigration;
import dev.holdfast.migration.script.MigrationSource;
import dev.holdfast.migration.script.ScriptSettings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.callback.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies what one source has pending. */
final class SourceRun {
    private static final Logger LOG = LoggerFactory.getLogger(SourceRun.class);
    private static final String NEXT = "nothing of it was applied; look at status, correct the script, and run again";

    private final Bench bench;
    private final Applying.Order order;
    private final MigrationSource source;
    private final CallbackRun callbacks;
    private final Failures failures;

    SourceRun(Bench bench, Applying.Order order) {
        this.bench = bench;
        this.order = order;
        this.source = order.source();
        this.callbacks = new CallbackRun(source.callbacks(), bench.dataSource());
        this.failures = new Failures(source.name());
    }

    Done apply() {
        bench.lookAgain();
        Opening.Opened opened = new Opening(bench, order).open();
        around(Event.BEFORE_MIGRATE);
        List<Applied> applied = new ArrayList<>();
        int rank = opened.lastRank();
        try {
            opened.interrupted().ifPresent(found -> applied.add(goOn(found)));
            boolean versioned = true;
            for (PendingMigration migration : opened.pending()) {
                Optional<Held> held = held(migration);
                if (held.isPresent()) {
                    return new Done(applied, held);
                }
                if (versioned && migration.local().version().isEmpty()) {
                    versioned = false;
                    around(Event.AFTER_VERSIONED);
                    around(Event.BEFORE_REPEATABLES);
                }
                rank++;
                applied.add(apply(migration, rank));
            }
            if (versioned) {
                around(Event.AFTER_VERSIONED);
            }
        } catch (MigrationException failure) {
            afterError(failure);
            throw failure;
        }
        if (!applied.isEmpty()) {
            around(Event.AFTER_MIGRATE_APPLIED);
        }
        around(Event.AFTER_MIGRATE);
        return new Done(applied, Optional.empty());
    }

    /** Asked right before the migration, with the lock held and no transaction open. */
    private Optional<Held> held(PendingMigration migration) {
        LocalMigration local = migration.local();
        return local.work()
                .file()
                .flatMap(file -> bench.gate(file).fold(open -> Optional.empty(), Optional::of))
                .map(closed ->
                        new Held(local.version().map(MigrationVersion::toString).orElse(local.description()), closed));
    }

    private Applied apply(PendingMigration migration, int rank) {
        if (!migration.isOneTransaction()) {
            bench.requireJournal();
        }
        return told(migration, observed -> {
            if (!migration.isOneTransaction()) {
                new SteppedRun(bench, failures, source.history()).begin(new Row(migration, rank, callbacks), observed);
                return 1;
            }
            TransactionalRun run = new TransactionalRun(bench, source.history(), callbacks);
            Trial trial = new Trial(
                    failures.migration(migration),
                    observed,
                    bench.limits(migration.settings()).lockTimeout(),
                    NEXT);
            return new Attempts(bench, failures).run(trial, () -> run.attempt(migration, rank));
        });
    }

    private Applied goOn(Interruption.Found found) {
        return told(found.migration(), observed -> {
            Row row = new Row(found.migration(), found.row().rank(), callbacks);
            new SteppedRun(bench, failures, source.history()).goOn(row, observed, found.entries());
            return 1;
        });
    }

    /** Tells observer and log of a migration, and gives what the work made of it. */
    private Applied told(PendingMigration migration, ToIntFunction<RunObserver.Migration> work) {
        RunObserver.Migration observed = migration.observed(source.name());
        long start = bench.ticker().read();
        LOG.info("migrating {} to {}", source.name(), title(migration));
        try {
            bench.observer().migrationStarted(observed);
            int attempts = work.applyAsInt(observed);
            Duration took = bench.ticker().elapsed(start);
            End end = new End(Outcome.APPLIED, took, attempts, Optional.empty(), Optional.empty());
            bench.observer().migrationEnded(observed, end);
            return new Applied(
                    source.name(),
                    migration.local().versionText(),
                    migration.local().description(),
                    took);
        } catch (MigrationException failure) {
            String state = failure.sqlState().orElse("none");
            LOG.warn("migration of {} to {} failed [SQLSTATE {}]", source.name(), title(migration), state);
            Outcome outcome = migration.isOneTransaction() ? Outcome.FAILED : Outcome.INTERRUPTED;
            End end = new End(
                    outcome,
                    bench.ticker().elapsed(start),
                    1,
                    Optional.ofNullable(failure.getMessage()),
                    failure.sqlState());
            bench.observer().migrationEnded(observed, end);
            throw failure;
        }
    }

    private static String title(PendingMigration migration) {
        return migration.local().version().isPresent()
                ? "version \"" + migration.local().versionText() + " - "
                        + migration.local().description() + "\""
                : "repeatable \"" + migration.local().description() + "\"";
    }

    /** A callback of the run as a whole is a transaction by itself. */
    private void around(Event event) {
        if (!callbacks.mayHappenAt(event)) {
            return;
        }
        try {
            bench.session().remember();
            bench.session().applyLocally(source.history().schema(), bench.limits(ScriptSettings.none()));
            callbacks.run(event, bench.session().connection(), null);
            bench.session().commit();
            bench.session().restore();
        } catch (SQLException | RuntimeException e) {
            bench.session().rollBack(e);
            throw failures.ofCallback(event, e);
        }
    }

    private void afterError(MigrationException failure) {
        try {
            around(Event.AFTER_MIGRATE_ERROR);
        } catch (MigrationException second) {
            failure.addSuppressed(second);
        }
    }
}
