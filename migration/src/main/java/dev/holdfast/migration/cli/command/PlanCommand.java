package dev.holdfast.migration.cli.command;

import dev.holdfast.migration.cli.frame.BaseCommand;
import dev.holdfast.migration.cli.frame.Context;
import dev.holdfast.migration.cli.frame.Versions;
import dev.holdfast.migration.cli.output.Answer;
import dev.holdfast.migration.cli.output.Exit;
import dev.holdfast.migration.cli.session.Session;
import dev.holdfast.migration.cli.view.PlanView;
import dev.holdfast.migration.rehearse.RehearsalPolicy;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code plan}: what migrate would do, by the scripts' text. */
@Command(
        name = "plan",
        description =
                "Shows what migrate would do, statement by statement, and whom its locks would block. Writes nothing.",
        footerHeading = "%nExamples:%n",
        footer = {"  holdfast plan", "  holdfast plan --target 20260115 --json"})
final class PlanCommand extends BaseCommand {
    @Option(names = "--target", paramLabel = "VERSION", description = "The last version; usually the newest.")
    private @Nullable String target;

    PlanCommand(Context context) {
        super(context);
    }

    @Override
    protected Answer answer() {
        return answer(Session.open(settings(), name()), Optional.ofNullable(target), context());
    }

    /** The plan; the same for {@code migrate --dry-run}. Ends with 3 when a statement is not understood. */
    static Answer answer(Session session, Optional<String> target, Context context) {
        target.ifPresent(version -> Versions.require("--target", version));
        PlanView view = new PlanView(session.rehearsals(target, RehearsalPolicy.defaults(), context.clock())
                .plan());
        Exit exit = view.plan().unknowns().isEmpty() ? Exit.DONE : Exit.REFUSED;
        return Answer.of(exit, view.facts(), view::text);
    }
}
