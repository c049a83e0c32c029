package dev.holdfast.migration.cli.command;

import dev.holdfast.migration.cli.frame.BaseCommand;
import dev.holdfast.migration.cli.frame.Context;
import dev.holdfast.migration.cli.frame.RehearsalOptions;
import dev.holdfast.migration.cli.frame.RehearsalOptions.Where;
import dev.holdfast.migration.cli.frame.Versions;
import dev.holdfast.migration.cli.output.Answer;
import dev.holdfast.migration.cli.output.CommandException;
import dev.holdfast.migration.cli.output.Exit;
import dev.holdfast.migration.cli.output.Facts;
import dev.holdfast.migration.cli.output.Mark;
import dev.holdfast.migration.cli.session.Session;
import dev.holdfast.migration.cli.view.RehearsalView;
import dev.holdfast.migration.cli.view.RunView;
import dev.holdfast.migration.rehearse.result.RehearsalResult;
import dev.holdfast.migration.run.RunPlan;
import dev.holdfast.migration.run.RunResult;
import dev.holdfast.migration.run.Stage;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rehearse}: tries what is pending where it leaves nothing. */
@Command(
        name = "rehearse",
        description =
                "Tries what is pending, and tells what it locks, rewrites and changes, and whether its undo works.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  holdfast rehearse                  # in a scratch database made from the schema, by pg_dump",
            "  holdfast rehearse --in template    # in a copy of the database, which must be idle",
            "  holdfast rehearse --in live --max-rows 10000 --max-bytes 100000000"
        })
final class RehearseCommand extends BaseCommand {
    @Option(names = "--in", paramLabel = "PLACE", description = "dump, template or live; usually dump.")
    private Where where = Where.dump;

    @Option(names = "--target", paramLabel = "VERSION", description = "The last version; usually the newest.")
    private @Nullable String target;

    @Mixin
    private RehearsalOptions options = new RehearsalOptions();

    RehearseCommand(Context context) {
        super(context);
    }

    @Override
    protected Answer answer() {
        RunPlan plan = RunPlan.defaults().upTo(Stage.REHEARSE);
        if (target != null) {
            Versions.require("--target", target);
            plan = plan.withTarget(target);
        }
        Function<Session, RunPlan> rehearsing = options.rehearsing(plan, where, "--in", context());
        Session session = Session.open(settings(), name());
        RunResult result = session.run(
                rehearsing.apply(session), context().screen(), context().clock());
        return result.account().rehearsal().map(RehearseCommand::answer).orElseGet(() -> without(result));
    }

    private static Answer answer(RehearsalResult result) {
        return result.fold(
                done -> answer(Exit.DONE, new RehearsalView(done.report(), Optional.empty())),
                refused -> {
                    throw new CommandException(Exit.REFUSED, refused.message());
                },
                failed -> answer(Exit.FAILED, new RehearsalView(failed.report(), Optional.of(failed))));
    }

    private static Answer answer(Exit exit, RehearsalView view) {
        return Answer.of(exit, view.facts(), view::text);
    }

    /** Nothing was pending, or the run stopped before anything was tried. */
    private static Answer without(RunResult result) {
        if (!(result instanceof RunResult.Done)) {
            throw RunView.stopped(result, Exit.FAILED);
        }
        Facts facts = Facts.of("migrations", List.of()).and("schemaDiff", List.of());
        return Answer.of(Exit.DONE, facts, style -> style.mark(Mark.GOOD) + " nothing is pending\n");
    }
}
