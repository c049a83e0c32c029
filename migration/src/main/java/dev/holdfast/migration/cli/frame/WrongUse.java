package dev.holdfast.migration.cli.frame;

import dev.holdfast.migration.cli.output.Exit;
import dev.holdfast.migration.cli.output.Problem;
import dev.holdfast.migration.cli.output.Screen;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says what is wrong with a command line. Arguments that nothing takes are not repeated: a mistyped option may have been
 * followed by a secret.
 */
public final class WrongUse implements IParameterExceptionHandler {
    private static final String JSON = "--json";

    private final Screen screen;

    /**
     * Says it on a screen.
     *
     * @param screen where
     */
    public WrongUse(Screen screen) {
        this.screen = screen;
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String message = failure instanceof UnmatchedArgumentException unmatched
                ? unmatched(unmatched)
                : String.valueOf(failure.getMessage());
        String ended = message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
        Problem problem = new Problem(Exit.WRONG_USE, ended + "; '" + name + " --help' shows what there is", Map.of());
        boolean json = Arrays.asList(arguments).contains(JSON);
        screen.show(command.getCommandName(), problem, json);
        return problem.exit().code();
    }

    private static String unmatched(UnmatchedArgumentException failure) {
        // The option that every command takes, before there is a command, is not what is wrong.
        List<String> wrong = failure.getUnmatched().stream()
                .filter(text -> !text.equals(JSON))
                .toList();
        boolean isRoot = failure.getCommandLine().getParent() == null;
        if (isRoot && wrong.isEmpty()) {
            return "Missing required subcommand";
        }
        List<String> options = wrong.stream()
                .filter(text -> text.startsWith("-") && text.length() > 1)
                .map(WrongUse::nameOnly)
                .toList();
        List<String> meant = failure.getSuggestions();
        String near = meant.isEmpty() ? "" : ": did you mean " + meant.get(0) + "?";
        if (!options.isEmpty()) {
            return "there is no option " + String.join(" or ", options) + near;
        }
        return (isRoot ? "there is no such command" : "an argument is one too many") + near;
    }

    /** The option without its value: {@code --x=value} and {@code -xvalue}. */
    private static String nameOnly(String argument) {
        return argument.startsWith("--") ? argument.split("=", 2)[0] : argument.substring(0, 2);
    }
}
