package dev.holdfast.migration.cli.command;

import dev.holdfast.migration.MigrationStatus;
import dev.holdfast.migration.cli.frame.BaseCommand;
import dev.holdfast.migration.cli.frame.Context;
import dev.holdfast.migration.cli.output.Answer;
import dev.holdfast.migration.cli.output.Exit;
import dev.holdfast.migration.cli.session.Session;
import dev.holdfast.migration.cli.view.StatusView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code status}: what is applied, pending, failed. */
@Command(
        name = "status",
        description = "Shows what is applied, what waits and what failed. Changes nothing and waits for nobody.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  holdfast status --url jdbc:postgresql://localhost/shop",
            "  holdfast status --check --json    # ends with 4 when something is pending"
        })
final class StatusCommand extends BaseCommand {
    @Option(
            names = "--check",
            description = "End with 4 when anything is pending or has failed, with 6 when a run was cut short.")
    private boolean check;

    StatusCommand(Context context) {
        super(context);
    }

    @Override
    protected Answer answer() {
        MigrationStatus status = Session.open(settings(), name()).migrations().status();
        StatusView view = new StatusView(status);
        return Answer.of(check ? checked(status) : Exit.DONE, view.facts(), view::text);
    }

    private static Exit checked(MigrationStatus status) {
        boolean isInterrupted = status.histories().stream()
                .anyMatch(history ->
                        !history.in(MigrationStatus.State.INTERRUPTED).isEmpty());
        if (isInterrupted) {
            return Exit.INTERRUPTED;
        }
        return status.isCurrent() ? Exit.DONE : Exit.FOUND;
    }
}
