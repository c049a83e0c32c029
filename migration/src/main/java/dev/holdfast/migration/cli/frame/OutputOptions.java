package dev.holdfast.migration.cli.frame;

import dev.holdfast.migration.cli.output.CommandException;
import dev.holdfast.migration.cli.output.Screen;
import picocli.CommandLine.Option;

/** How the answer is shown; and the option that does not exist, so that it is refused with its reason. */
public final class OutputOptions {
    @Option(names = "--json", description = "One JSON document on standard output, errors included.")
    private boolean json;

    @Option(names = "--no-color", description = "No colours; NO_COLOR in the environment does the same.")
    private boolean noColour;

    private boolean passwordGiven;

    @Option(names = "--password", arity = "0..1", hidden = true)
    void password(String ignored) {
        passwordGiven = true;
    }

    void requireNoPassword() {
        if (passwordGiven) {
            throw CommandException.wrongUse("--password is refused, since process lists and shell histories show"
                    + " arguments: set HOLDFAST_PASSWORD, or name a file with --password-file");
        }
    }

    boolean json() {
        return json;
    }

    Screen on(Screen screen) {
        return noColour ? new Screen(screen.out(), screen.err(), screen.style().withoutColour()) : screen;
    }
}
