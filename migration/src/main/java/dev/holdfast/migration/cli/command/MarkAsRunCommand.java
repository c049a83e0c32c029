package dev.holdfast.migration.cli.command;

import dev.holdfast.migration.MarkEvidence;
import dev.holdfast.migration.MarkResult;
import dev.holdfast.migration.MigrationSet;
import dev.holdfast.migration.cli.frame.BaseCommand;
import dev.holdfast.migration.cli.frame.Context;
import dev.holdfast.migration.cli.frame.Versions;
import dev.holdfast.migration.cli.output.Answer;
import dev.holdfast.migration.cli.output.CommandException;
import dev.holdfast.migration.cli.output.Exit;
import dev.holdfast.migration.cli.output.Facts;
import dev.holdfast.migration.cli.session.Job;
import dev.holdfast.migration.cli.session.Session;
import dev.holdfast.migration.record.RunRecord.Kind;
import dev.holdfast.migration.record.RunRecord.MigrationRun;
import dev.holdfast.migration.record.RunRecord.Outcome;
import dev.holdfast.migration.record.RunRecord.Result;
import dev.holdfast.migration.record.RunRecording;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mark-as-run}: enters a migration into the history that was run by other means. */
@Command(
        name = "mark-as-run",
        description =
                "Enters a migration into the history without running it: when what it makes is there already, or when"
                        + " somebody answers for it.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  holdfast mark-as-run 001",
            "  holdfast mark-as-run 002 --without-evidence --by 'Anna' --because 'run by hand, ticket 4711'"
        })
final class MarkAsRunCommand extends BaseCommand {
    @Parameters(paramLabel = "VERSION", description = "The migration.")
    private String version = "";

    @Option(names = "--without-evidence", description = "Do not look for the objects; wants --by and --because.")
    private boolean waived;

    @Option(names = "--by", paramLabel = "WHO", description = "Who answers for it.")
    private @Nullable String by;

    @Option(names = "--because", paramLabel = "WHY", description = "Why it is believed.")
    private @Nullable String because;

    MarkAsRunCommand(Context context) {
        super(context);
    }

    @Override
    protected Answer answer() {
        Versions.require("VERSION", version);
        MarkEvidence evidence = evidence();
        Job job = new Job(Kind.MARK_AS_RUN, context().screen(), context().clock());
        MarkResult result =
                Session.open(settings(), name()).run(job, it -> it.markAsRun(version, evidence), this::note);
        Facts facts = Facts.of("version", version);
        return result.fold(
                marked -> Answer.line(Exit.DONE, facts, "version " + marked.version() + " is marked as run"),
                refused -> {
                    throw new CommandException(Exit.REFUSED, refused.message());
                });
    }

    private Outcome note(RunRecording recording, MarkResult result) {
        if (result instanceof MarkResult.Refused refused) {
            return new Outcome(false, Optional.empty(), refused.message());
        }
        recording.migration(new MigrationRun(
                MigrationSet.HOST,
                version,
                "",
                "",
                "",
                Result.MARKED,
                Duration.ZERO,
                1,
                List.of(),
                Optional.empty(),
                List.of()));
        if (by != null && because != null) {
            recording.decision("mark-as-run " + version + " without evidence", by, because);
        }
        return Outcome.success();
    }

    private MarkEvidence evidence() {
        if (waived && by != null && because != null) {
            return MarkEvidence.waived(by, because);
        }
        if (waived || by != null || because != null) {
            throw CommandException.wrongUse(
                    "--without-evidence, --by and --because must be given together: who answers for"
                            + " it, and why, goes into the record");
        }
        return MarkEvidence.objectsExist();
    }
}
