package dev.holdfast.migration.cli.frame;

import dev.holdfast.migration.cli.output.Answer;
import dev.holdfast.migration.cli.output.Screen;
import dev.holdfast.migration.cli.session.Failures;
import dev.holdfast.migration.cli.settings.Settings;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command: it gives an answer or throws, and this shows the one or the other and ends with its exit code. */
@Command(
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        usageHelpAutoWidth = true,
        versionProvider = VersionText.class)
public abstract class BaseCommand implements Callable<Integer> {
    private final Context context;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private OutputOptions output = new OutputOptions();

    private final SettingsOptions options = new SettingsOptions();

    /**
     * A command in its context.
     *
     * @param context what it is given
     */
    protected BaseCommand(Context context) {
        this.context = context;
    }

    /**
     * Does what the command is for.
     *
     * @return what it has to say
     */
    protected abstract Answer answer();

    @Override
    public final Integer call() {
        Screen screen = output.on(context.screen());
        try {
            output.requireNoPassword();
            Answer answer = answer();
            screen.show(name(), answer, output.json());
            return answer.exit().code();
        } catch (RuntimeException e) {
            var problem = Failures.problem(e);
            screen.show(name(), problem, output.json());
            return problem.exit().code();
        }
    }

    /**
     * The command with an option for each setting.
     *
     * @return a command line, to be added to the root
     */
    public final CommandLine line() {
        CommandLine line = new CommandLine(this);
        options.addTo(line.getCommandSpec());
        return line;
    }

    /**
     * The command's name.
     *
     * @return such as {@code status}
     */
    protected final String name() {
        return spec.name();
    }

    /**
     * The command line that all commands belong to.
     *
     * @return the root
     */
    protected final CommandLine root() {
        return spec.root().commandLine();
    }

    /**
     * What the command is given.
     *
     * @return the context
     */
    protected final Context context() {
        return context;
    }

    /**
     * The settings, put together anew.
     *
     * @return the settings
     */
    protected final Settings settings() {
        return options.in(context.surroundings());
    }
}
