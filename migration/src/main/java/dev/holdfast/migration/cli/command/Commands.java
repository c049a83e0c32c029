package dev.holdfast.migration.cli.command;

import dev.holdfast.migration.cli.frame.CompletionCommand;
import dev.holdfast.migration.cli.frame.Context;
import dev.holdfast.migration.cli.frame.VersionText;
import dev.holdfast.migration.cli.frame.WrongUse;
import dev.holdfast.migration.cli.session.Failures;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;

/** All commands under one name. */
@Command(
        name = "holdfast",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        usageHelpAutoWidth = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Migrations of PostgreSQL: applied safely, rehearsed truthfully, undone provably.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  export HOLDFAST_URL=jdbc:postgresql://localhost/shop HOLDFAST_USER=owner",
            "  export HOLDFAST_PASSWORD=...    # or a password file; never an option",
            "  holdfast status && holdfast rehearse && holdfast migrate",
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:begun and failed",
            "2:wrong use: nothing was begun",
            "3:refused: nothing was changed",
            "4:a check found something",
            "5:the database could not be reached",
            "6:cut short between two steps: the next migrate goes on after them",
            "7:another migrator was at work for too long"
        })
public final class Commands {
    private Commands() {}

    /**
     * The command line.
     *
     * @param context what every command is given
     * @return the root, ready to execute
     */
    public static CommandLine of(Context context) {
        CommandLine root = new CommandLine(new Commands());
        root.addSubcommand(new StatusCommand(context).line());
        root.addSubcommand(new MigrateCommand(context).line());
        root.addSubcommand(new PlanCommand(context).line());
        root.addSubcommand(new RehearseCommand(context).line());
        root.addSubcommand(new ProveCommand(context).line());
        root.addSubcommand(new RollbackCommand(context).line());
        root.addSubcommand(new BaselineCommand(context).line());
        root.addSubcommand(new MarkAsRunCommand(context).line());
        root.addSubcommand(new CreateCommand(context).line());
        root.addSubcommand(new VerifyCommand(context).line());
        root.addSubcommand(new LintCommand(context).line());
        root.addSubcommand(new SnapshotCommand(context).line());
        root.addSubcommand(new DiffCommand(context).line());
        root.addSubcommand(new ReportCommand(context).line());
        root.addSubcommand(new CompletionCommand(context).line());
        root.setOut(context.screen().out());
        root.setErr(context.screen().err());
        root.setColorScheme(
                CommandLine.Help.defaultColorScheme(context.screen().style().colour() ? Ansi.ON : Ansi.OFF));
        root.setExpandAtFiles(false);
        root.setParameterExceptionHandler(new WrongUse(context.screen()));
        root.setExecutionExceptionHandler((failure, command, parsed) -> {
            var problem = Failures.problem(failure);
            context.screen().show(command.getCommandName(), problem, false);
            return problem.exit().code();
        });
        return root;
    }
}
