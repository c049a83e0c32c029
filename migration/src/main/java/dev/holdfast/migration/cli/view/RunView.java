package dev.holdfast.migration.cli.view;

import dev.holdfast.core.HoldfastException;
import dev.holdfast.migration.MigrationSet;
import dev.holdfast.migration.apply.MigrationException;
import dev.holdfast.migration.cli.output.Answer;
import dev.holdfast.migration.cli.output.CommandException;
import dev.holdfast.migration.cli.output.Exit;
import dev.holdfast.migration.cli.output.Facts;
import dev.holdfast.migration.cli.output.Mark;
import dev.holdfast.migration.cli.output.Style;
import dev.holdfast.migration.cli.output.Table;
import dev.holdfast.migration.cli.session.StoppedRun;
import dev.holdfast.migration.record.RunRecord;
import dev.holdfast.migration.record.RunRecord.MigrationRun;
import dev.holdfast.migration.record.RunRecord.Result;
import dev.holdfast.migration.record.StepRun;
import dev.holdfast.migration.run.RunResult;
import dev.holdfast.migration.run.Stage;
import dev.holdfast.migration.run.step.StepOutcome;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A run of steps, shown by its record.
 *
 * @param result what came of it
 */
public record RunView(RunResult result) {
    /**
     * The answer of a command that ran it.
     *
     * @return what was applied, what each step has to say, and how it ended
     * @throws HoldfastException when a migration stopped it, and nothing else is to be told
     */
    public Answer answer() {
        Exit exit = result.fold(
                done -> Exit.DONE, held -> Exit.FOUND, refused -> Exit.REFUSED, failed -> exit(failed.stage()));
        boolean wasTakenBack = result instanceof RunResult.Failed failed
                && failed.rollBack()
                        .filter(outcome -> !(outcome instanceof StepOutcome.Skipped))
                        .isPresent();
        if (cause(result).isPresent() && !wasTakenBack) {
            throw stopped(result, exit);
        }
        return Answer.of(exit, facts(), this::text);
    }

    /**
     * The exception for a run that stopped.
     *
     * @param result what came of it
     * @param exit how a command ends for which a step failed
     * @return with the migration's facts, where a migration stopped it
     */
    public static HoldfastException stopped(RunResult result, Exit exit) {
        boolean isInterrupted = result.account().record().migrations().stream()
                .anyMatch(migration -> migration.result() == Result.INTERRUPTED);
        Exit ended = result instanceof RunResult.Refused ? Exit.REFUSED : isInterrupted ? Exit.INTERRUPTED : exit;
        Optional<HoldfastException> cause = cause(result);
        if (cause.isPresent() && cause.get() instanceof MigrationException migration) {
            return StoppedRun.of(migration, ended);
        }
        return cause.orElseGet(() ->
                new CommandException(ended, result.account().record().outcome().message()));
    }

    private static Optional<HoldfastException> cause(RunResult result) {
        return result.fold(
                done -> Optional.empty(),
                held -> Optional.empty(),
                it -> it.reason().cause(),
                it -> it.failure().cause());
    }

    /** Before the migrations nothing is changed; after them a check has found something. */
    private static Exit exit(Stage stage) {
        if (stage.compareTo(Stage.MIGRATE) < 0) {
            return Exit.REFUSED;
        }
        return stage == Stage.MIGRATE ? Exit.FAILED : Exit.FOUND;
    }

    private Facts facts() {
        RunRecord run = result.account().record();
        return Facts.of(
                        "applied",
                        applied().stream()
                                .map(one -> Facts.of("source", one.source())
                                        .and("version", one.version())
                                        .and("description", one.description())
                                        .and("tookMs", one.took().toMillis())
                                        .map())
                                .toList())
                .and(
                        "steps",
                        run.steps().stream().map(RunView::facts).map(Facts::map).toList())
                .and("record", result.account().kept().map(kept -> kept.head().toString()))
                .and("message", said(run.outcome().message()))
                .and("next", said(run.outcome().next()));
    }

    private static Facts facts(StepRun step) {
        return Facts.of("name", step.name())
                .and("result", word(step.result()))
                .and("message", step.message())
                .and("next", said(step.next()))
                .and("details", step.details())
                .and("tookMs", step.took().toMillis());
    }

    private static Optional<String> said(String text) {
        return Optional.of(text).filter(it -> !it.isEmpty());
    }

    private static String word(StepRun.Result step) {
        return step.name().toLowerCase(Locale.ROOT);
    }

    private String text(Style style) {
        Table table = new Table("source", "version", "description", "took");
        List<MigrationRun> applied = applied();
        applied.forEach(one -> table.row(one.source(), one.version(), one.description(), Times.shown(one.took())));
        StringBuilder out = new StringBuilder(table.print(style));
        result.account().record().steps().forEach(step -> out.append(text(step, style)));
        String end = applied.isEmpty() ? "nothing is pending" : applied.size() + " applied";
        return result instanceof RunResult.Done
                ? out.append(style.mark(Mark.GOOD))
                        .append(' ')
                        .append(end)
                        .append('\n')
                        .toString()
                : out.append(applied.size()).append(" applied\n").toString();
    }

    /** A step that has nothing to tell is not told of. */
    private static String text(StepRun step, Style style) {
        boolean isWrong = step.result() == StepRun.Result.REFUSED || step.result() == StepRun.Result.FAILED;
        if (!isWrong && step.details().isEmpty()) {
            return "";
        }
        StringBuilder out = new StringBuilder(style.mark(isWrong ? Mark.BAD : Mark.WAITING))
                .append(' ')
                .append(Style.safe(step.name() + ": " + step.message()))
                .append('\n');
        step.details()
                .forEach(line -> out.append("   ").append(Style.safe(line)).append('\n'));
        said(step.next())
                .ifPresent(next -> out.append("   ").append(Style.safe(next)).append('\n'));
        return out.toString();
    }

    /** The executor's own tables are no migration of anybody's. */
    private List<MigrationRun> applied() {
        return result.account().record().migrations().stream()
                .filter(one -> one.result() == Result.APPLIED && one.source().equals(MigrationSet.HOST))
                .toList();
    }
}
