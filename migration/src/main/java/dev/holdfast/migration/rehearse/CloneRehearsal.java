package dev.holdfast.migration.rehearse;

import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.migration.apply.MigrationException;
import dev.holdfast.migration.record.RunRecord.Decision;
import dev.holdfast.migration.rehearse.plan.RehearsalPlan;
import dev.holdfast.migration.rehearse.probe.SessionProbe;
import dev.holdfast.migration.rehearse.result.MigrationRehearsal;
import dev.holdfast.migration.rehearse.result.RehearsalReport;
import dev.holdfast.migration.rehearse.result.RehearsalReport.Span;
import dev.holdfast.migration.rehearse.result.RehearsalResult;
import dev.holdfast.migration.rehearse.result.RehearsalResult.Failed;
import dev.holdfast.migration.rehearse.result.RehearsalResult.Reason;
import dev.holdfast.migration.rehearse.result.RehearsalResult.Refused;
import dev.holdfast.migration.rehearse.result.RehearsalResult.Rehearsed;
import dev.holdfast.migration.rehearse.scratch.ScratchDatabase;
import dev.holdfast.migration.rehearse.scratch.ScratchDatabases;
import dev.holdfast.migration.snapshot.SchemaSnapshot;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** A rehearsal in a scratch database, by the executor that will run on the day; the database is dropped in any case. */
final class CloneRehearsal {
    private final Subject subject;
    private final ScratchDatabases databases;
    private final RehearsalPolicy policy;
    private final Clock clock;

    CloneRehearsal(Subject subject, ScratchDatabases databases, RehearsalPolicy policy, Clock clock) {
        this.subject = subject;
        this.databases = databases;
        this.policy = policy;
        this.clock = clock;
    }

    RehearsalResult rehearse(RehearsalPlan plan, List<Decision> decisions) {
        return databases
                .create()
                .fold(
                        ready -> {
                            try (ScratchDatabase scratch = ready.database()) {
                                return rehearse(plan, decisions, scratch.dataSource());
                            }
                        },
                        refused -> new Refused(Reason.NO_SCRATCH_DATABASE, refused.message()));
    }

    private RehearsalResult rehearse(RehearsalPlan plan, List<Decision> decisions, DataSource scratch) {
        Instant from = clock.instant();
        SchemaSnapshot before = SchemaSnapshot.take(scratch, subject.scope());
        try (SessionProbe looks = new SessionProbe(scratch)) {
            UndoTrial undo = policy.provesUndo() ? new ProvenUndo(scratch, subject.scope(), clock) : UndoTrial.none();
            CloneWatch watch = new CloneWatch(plan, looks, undo);
            Optional<MigrationException> failure = new ScratchRun(subject, scratch).apply(watch);
            SchemaSnapshot after = SchemaSnapshot.take(scratch, subject.scope());
            RehearsalReport report = new RehearsalReport(
                    Span.until(scratch, from, clock),
                    completed(watch.done()),
                    before.diff(after),
                    Optional.empty(),
                    decisions);
            return failure.<RehearsalResult>map(it -> failed(it, watch, report)).orElseGet(() -> new Rehearsed(report));
        } catch (SQLException e) {
            throw DatabaseException.of("rehearsal in a scratch database failed", e);
        }
    }

    /** Undo scripts that refuse a transaction are tried one by one in databases of their own. */
    private List<MigrationRehearsal> completed(List<MigrationRehearsal> done) {
        UndoElsewhere elsewhere = new UndoElsewhere(subject, databases, policy, clock);
        return done.stream()
                .map(it -> it.attempt().filter(one -> one.proof().isEmpty()).isEmpty()
                        ? it
                        : it.withAttempt(elsewhere.prove(it.candidate())))
                .toList();
    }

    private static RehearsalResult failed(MigrationException failure, CloneWatch watch, RehearsalReport report) {
        // Without a place nothing had begun: the history itself does not fit.
        return watch.lastPlace()
                .<RehearsalResult>map(place ->
                        new Failed(place, failure.sqlState().orElse(""), String.valueOf(failure.getMessage()), report))
                .orElseThrow(() -> failure);
    }
}
