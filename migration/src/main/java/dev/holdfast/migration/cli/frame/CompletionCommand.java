package dev.holdfast.migration.cli.frame;

import dev.holdfast.migration.cli.output.Answer;
import dev.holdfast.migration.cli.output.Exit;
import dev.holdfast.migration.cli.output.Facts;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** {@code completion}: the script with which a shell completes commands and options. */
@Command(
        name = "completion",
        description = "Prints the script with which bash and zsh complete commands and options.",
        footerHeading = "%nExamples:%n",
        footer = {"  source <(holdfast completion)", "  holdfast completion > /etc/bash_completion.d/holdfast"})
public final class CompletionCommand extends BaseCommand {
    /**
     * The command.
     *
     * @param context what every command is given
     */
    public CompletionCommand(Context context) {
        super(context);
    }

    @Override
    protected Answer answer() {
        String script = AutoComplete.bash(root().getCommandName(), root());
        return Answer.of(Exit.DONE, Facts.of("script", script), style -> script);
    }
}
