package dev.holdfast.migration.cli.command;

import dev.holdfast.migration.Migrations;
import dev.holdfast.migration.cli.frame.BaseCommand;
import dev.holdfast.migration.cli.frame.Context;
import dev.holdfast.migration.cli.frame.Versions;
import dev.holdfast.migration.cli.output.Answer;
import dev.holdfast.migration.cli.output.CommandException;
import dev.holdfast.migration.cli.output.Exit;
import dev.holdfast.migration.cli.output.Facts;
import dev.holdfast.migration.cli.output.Mark;
import dev.holdfast.migration.cli.output.Style;
import dev.holdfast.migration.cli.output.Table;
import dev.holdfast.migration.cli.session.Job;
import dev.holdfast.migration.cli.session.Session;
import dev.holdfast.migration.cli.view.Times;
import dev.holdfast.migration.record.RunRecord.Kind;
import dev.holdfast.migration.record.RunRecord.Outcome;
import dev.holdfast.migration.record.RunRecording;
import dev.holdfast.migration.undo.RollbackResult;
import dev.holdfast.migration.undo.UndoTerms;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rollback}: takes the newest migrations back. */
@Command(
        name = "rollback",
        description = "Takes the newest migrations back with their undo scripts, newest first.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  holdfast rollback             # the newest one",
            "  holdfast rollback 2           # the two newest",
            "  holdfast rollback --to 001    # everything after version 001",
            "  holdfast rollback --allow-row-loss-because 'the table was empty' --by anna"
        })
final class RollbackCommand extends BaseCommand {
    @Parameters(arity = "0..1", paramLabel = "N", description = "How many; usually 1.")
    private @Nullable Integer count;

    @Option(names = "--to", paramLabel = "VERSION", description = "The version to return to; 0 for before the first.")
    private @Nullable String to;

    @Option(
            names = "--allow-unproven-because",
            paramLabel = "WHY",
            description = "Take back what 'prove' has not shown to be exact; the reason is recorded.")
    private @Nullable String unproven;

    @Option(
            names = "--allow-row-loss-because",
            paramLabel = "WHY",
            description = "Take back what loses rows; the reason is recorded.")
    private @Nullable String rowLoss;

    @Option(names = "--by", paramLabel = "WHO", description = "Who allows it; needed with either reason.")
    private @Nullable String by;

    RollbackCommand(Context context) {
        super(context);
    }

    @Override
    protected Answer answer() {
        RollbackResult result = result();
        Facts facts = Facts.of(
                        "undone",
                        result.undone().stream()
                                .map(one -> Facts.of("version", one.version())
                                        .and("script", one.script())
                                        .and("tookMs", one.took().toMillis())
                                        .map())
                                .toList())
                .and("refused", result.stopped().map(it -> it.reason().name().toLowerCase(Locale.ROOT)))
                .and("message", result.stopped().map(it -> it.message()));
        return Answer.of(result.stopped().isPresent() ? Exit.REFUSED : Exit.DONE, facts, style -> text(result, style));
    }

    private RollbackResult result() {
        String version = to;
        if (version == null) {
            int many = count == null ? 1 : count;
            if (many < 1) {
                throw CommandException.wrongUse("N must be 1 or more, got " + many);
            }
            return run(it -> it.rollback(many));
        }
        if (count != null) {
            throw CommandException.wrongUse("N and --to must not be given both: remove one");
        }
        Versions.require("--to", version);
        return run(it -> it.rollbackTo(version));
    }

    private RollbackResult run(Function<Migrations, RollbackResult> work) {
        Job job = new Job(Kind.ROLLBACK, context().screen(), context().clock());
        UndoTerms terms = terms();
        return Session.open(settings(), name())
                .run(job, it -> work.apply(it.withUndoTerms(terms)), (recording, result) -> {
                    terms.decisions(context().clock().instant())
                            .forEach(one -> recording.decision(one.what(), one.by(), one.because()));
                    return note(recording, result);
                });
    }

    private UndoTerms terms() {
        if ((unproven != null || rowLoss != null) == (by == null)) {
            throw CommandException.wrongUse("--by must be given with --allow-unproven-because or"
                    + " --allow-row-loss-because, and only with them: say who allows it");
        }
        UndoTerms terms = UndoTerms.strict();
        if (by != null && unproven != null) {
            terms = terms.allowUnproven(by, unproven);
        }
        return by != null && rowLoss != null ? terms.allowRowLoss(by, rowLoss) : terms;
    }

    private static Outcome note(RunRecording recording, RollbackResult result) {
        result.runs().forEach(recording::migration);
        return result.stopped()
                .map(it -> new Outcome(false, Optional.empty(), it.message()))
                .orElse(Outcome.success());
    }

    private static String text(RollbackResult result, Style style) {
        Table table = new Table("version", "undo script", "took");
        result.undone().forEach(one -> table.row(one.version(), one.script(), Times.shown(one.took())));
        String end = result.stopped()
                .map(it -> style.mark(Mark.BAD) + " stopped: " + Style.safe(it.message()))
                .orElse(style.mark(Mark.GOOD) + " " + result.undone().size() + " taken back");
        return table.print(style) + end + "\n";
    }
}
