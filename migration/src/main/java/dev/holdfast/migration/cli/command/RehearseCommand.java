package dev.holdfast.migration.cli.command;

import dev.holdfast.migration.cli.frame.BaseCommand;
import dev.holdfast.migration.cli.frame.Context;
import dev.holdfast.migration.cli.frame.Versions;
import dev.holdfast.migration.cli.output.Answer;
import dev.holdfast.migration.cli.output.CommandException;
import dev.holdfast.migration.cli.output.Exit;
import dev.holdfast.migration.cli.session.Session;
import dev.holdfast.migration.cli.session.Session.Scratch;
import dev.holdfast.migration.cli.view.RehearsalView;
import dev.holdfast.migration.rehearse.RehearsalMode;
import dev.holdfast.migration.rehearse.RehearsalPolicy;
import dev.holdfast.migration.rehearse.live.LiveAllowance;
import dev.holdfast.migration.rehearse.result.RehearsalResult;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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
    /** Where it happens. */
    enum Where {
        dump,
        template,
        live
    }

    @Option(names = "--in", paramLabel = "PLACE", description = "dump, template or live; usually dump.")
    private Where where = Where.dump;

    @Option(names = "--target", paramLabel = "VERSION", description = "The last version; usually the newest.")
    private @Nullable String target;

    @Option(names = "--max-rows", paramLabel = "N", description = "Live: the biggest table to be scanned, in rows.")
    private @Nullable Long maxRows;

    @Option(names = "--max-bytes", paramLabel = "N", description = "Live: the biggest table to be scanned, in bytes.")
    private @Nullable Long maxBytes;

    @Option(
            names = "--allow-unknown-because",
            paramLabel = "WHY",
            description = "Rehearse statements that nobody can judge; the reason is recorded.")
    private @Nullable String unknown;

    @Option(names = "--without-undo-proof", description = "Do not try the undo scripts.")
    private boolean withoutUndo;

    RehearseCommand(Context context) {
        super(context);
    }

    @Override
    protected Answer answer() {
        Optional<String> last = Optional.ofNullable(target);
        last.ifPresent(version -> Versions.require("--target", version));
        Optional<LiveAllowance> allowance = allowance();
        Session session = Session.open(settings(), name());
        RehearsalResult result = session.rehearse(
                last, policy(), mode(session, allowance), context().clock());
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

    private RehearsalPolicy policy() {
        RehearsalPolicy policy = RehearsalPolicy.defaults();
        policy = unknown == null ? policy : policy.allowUnknown(unknown);
        return withoutUndo ? policy.withoutUndoProof() : policy;
    }

    /** Explicit, as nobody but its owner knows how big a table may be looked at while the application runs. */
    private Optional<LiveAllowance> allowance() {
        if (where == Where.live && maxRows != null && maxBytes != null) {
            return Optional.of(LiveAllowance.upTo(maxRows, maxBytes));
        }
        if (where == Where.live || maxRows != null || maxBytes != null) {
            throw CommandException.wrongUse("--in live, --max-rows and --max-bytes must be given together");
        }
        return Optional.empty();
    }

    private RehearsalMode mode(Session session, Optional<LiveAllowance> allowance) {
        return allowance
                .map(RehearsalMode::live)
                .orElseGet(() -> RehearsalMode.inClone(session.scratch(
                        where == Where.template ? Scratch.TEMPLATE : Scratch.DUMP,
                        context().clock())));
    }
}
