package dev.holdfast.migration.cli.command;

import dev.holdfast.migration.MigrationSet;
import dev.holdfast.migration.Migrations;
import dev.holdfast.migration.cli.frame.BaseCommand;
import dev.holdfast.migration.cli.frame.Context;
import dev.holdfast.migration.cli.frame.Versions;
import dev.holdfast.migration.cli.output.Answer;
import dev.holdfast.migration.cli.output.CommandException;
import dev.holdfast.migration.cli.output.Exit;
import dev.holdfast.migration.cli.output.Facts;
import dev.holdfast.migration.cli.session.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code baseline}: where the history of a schema begins that is older than its history. */
@Command(
        name = "baseline",
        description = "Declares that a schema without a history already is at a version; 0 when no migration has run.",
        footerHeading = "%nExamples:%n",
        footer = {"  holdfast baseline 0", "  holdfast baseline 20251231"})
final class BaselineCommand extends BaseCommand {
    @Parameters(paramLabel = "VERSION", description = "The version that the schema has.")
    private String version = "";

    BaselineCommand(Context context) {
        super(context);
    }

    @Override
    protected Answer answer() {
        Versions.require("VERSION", version);
        Migrations migrations = Session.open(settings(), name()).migrations();
        boolean hasHistory = !migrations.status().of(MigrationSet.HOST).steps().stream()
                .allMatch(step -> step.run().isEmpty());
        if (hasHistory) {
            throw new CommandException(
                    Exit.REFUSED, "the schema has a history already, so it cannot begin anew: look at status");
        }
        migrations.baselineHost(version);
        return Answer.line(Exit.DONE, Facts.of("version", version), "the history begins at version " + version);
    }
}
