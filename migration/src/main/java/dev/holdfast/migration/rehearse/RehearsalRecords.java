package dev.holdfast.migration.rehearse;

import dev.holdfast.core.secret.Uuid7;
import dev.holdfast.migration.record.RunRecord;
import dev.holdfast.migration.record.RunRecord.Finding;
import dev.holdfast.migration.record.RunRecord.Kind;
import dev.holdfast.migration.record.RunRecord.MigrationRun;
import dev.holdfast.migration.record.RunRecord.Outcome;
import dev.holdfast.migration.record.RunRecord.Result;
import dev.holdfast.migration.record.RunRecord.StatementRun;
import dev.holdfast.migration.record.RunRecord.UndoRun;
import dev.holdfast.migration.rehearse.plan.Candidate;
import dev.holdfast.migration.rehearse.plan.PlannedMigration;
import dev.holdfast.migration.rehearse.plan.RehearsalPlan;
import dev.holdfast.migration.rehearse.result.MigrationRehearsal;
import dev.holdfast.migration.rehearse.result.RehearsalReport;
import dev.holdfast.migration.rehearse.result.RehearsalReport.Span;
import dev.holdfast.migration.rehearse.result.RehearsalResult;
import dev.holdfast.migration.rehearse.result.RehearsalResult.Failed;
import dev.holdfast.migration.rehearse.result.StatementRehearsal;
import dev.holdfast.migration.snapshot.SchemaDiff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes plans and rehearsals down as run records. Thread-safe. */
public final class RehearsalRecords {
    private final Uuid7 ids;
    private final Function<Candidate, List<Finding>> findings;

    /**
     * Records with what lint found.
     *
     * @param ids names the records
     * @param findings what lint found in a migration
     */
    public RehearsalRecords(Uuid7 ids, Function<Candidate, List<Finding>> findings) {
        this.ids = ids;
        this.findings = findings;
    }

    /**
     * The record of a plan.
     *
     * @param plan what is pending
     * @param span where and when it was asked for
     * @return the record; not succeeded when a statement is unknown
     */
    public RunRecord of(RehearsalPlan plan, Span span) {
        List<String> unknowns = plan.unknowns();
        Outcome outcome = unknowns.isEmpty()
                ? Outcome.success()
                : new Outcome(false, Optional.empty(), "not understood: " + String.join("; ", unknowns));
        List<MigrationRun> migrations =
                plan.migrations().stream().map(this::planned).toList();
        return record(Kind.PLAN, span, outcome, new Content(migrations, List.of(), List.of()));
    }

    /**
     * The record of a rehearsal.
     *
     * @param result what came of it
     * @param span where and when it was asked for; a report has its own
     * @return the record
     */
    public RunRecord of(RehearsalResult result, Span span) {
        return result.fold(
                rehearsed -> record(rehearsed.report(), Outcome.success(), null),
                refused -> record(
                        Kind.REHEARSE,
                        span,
                        new Outcome(false, Optional.empty(), refused.message()),
                        new Content(List.of(), List.of(), List.of())),
                failed -> record(
                        failed.report(),
                        new Outcome(
                                false,
                                Optional.of(failed.sqlState()).filter(state -> !state.isEmpty()),
                                failed.at().migration().title() + " statement "
                                        + failed.at().statement() + " (line "
                                        + failed.at().line() + "): " + failed.message(),
                                "correct the script and rehearse again"),
                        failed));
    }

    private record Content(List<MigrationRun> migrations, List<String> diff, List<RunRecord.Decision> decisions) {}

    private RunRecord record(RehearsalReport report, Outcome outcome, @Nullable Failed failed) {
        List<MigrationRun> migrations = report.migrations().stream()
                .map(migration -> rehearsed(migration, failed))
                .toList();
        return record(
                Kind.REHEARSE,
                report.span(),
                outcome,
                new Content(migrations, lines(report.diff()), report.decisions()));
    }

    private RunRecord record(Kind kind, Span span, Outcome outcome, Content content) {
        return new RunRecord(
                ids.next().toString(),
                kind,
                span.from(),
                span.to(),
                span.place(),
                outcome,
                content.migrations(),
                content.diff(),
                content.decisions());
    }

    private MigrationRun planned(PlannedMigration migration) {
        List<StatementRun> statements = migration.statements().stream()
                .map(planned -> StatementRehearsal.planned(planned).run())
                .toList();
        return run(migration.candidate(), Result.PLANNED, Duration.ZERO, statements, Optional.empty());
    }

    private MigrationRun rehearsed(MigrationRehearsal migration, @Nullable Failed failed) {
        Optional<Failed> here =
                Optional.ofNullable(failed).filter(it -> it.at().migration().equals(migration.candidate()));
        List<StatementRun> statements = new ArrayList<>();
        migration.statements().forEach(statement -> statements.add(statement.run()));
        here.filter(it -> it.at().statement() > 0).ifPresent(it -> statements.add(failure(it)));
        return run(
                migration.candidate(),
                here.isPresent() ? Result.FAILED : Result.REHEARSED,
                migration.took(),
                statements,
                migration.undo());
    }

    private MigrationRun run(
            Candidate candidate, Result result, Duration took, List<StatementRun> statements, Optional<UndoRun> undo) {
        return new MigrationRun(
                candidate.source(),
                candidate.version(),
                candidate.local().description(),
                candidate.local().script(),
                candidate.sha256(),
                result,
                took,
                1,
                statements,
                undo,
                findings.apply(candidate));
    }

    private static StatementRun failure(Failed failed) {
        return new StatementRun(
                failed.at().statement(),
                failed.at().line(),
                failed.at().command(),
                Duration.ZERO,
                -1,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "",
                failed.message());
    }

    private static List<String> lines(SchemaDiff diff) {
        return diff.changes().stream().map(SchemaDiff.Change::toString).toList();
    }
}
