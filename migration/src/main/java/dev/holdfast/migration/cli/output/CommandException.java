package dev.holdfast.migration.cli.output;

import dev.holdfast.core.HoldfastException;

/** A command that cannot go on, with the exit code it ends with. The message is shown as it stands. */
public final class CommandException extends HoldfastException {
    private static final long serialVersionUID = 1L;

    private final Exit exit;

    /**
     * Ends a command.
     *
     * @param exit how it ends
     * @param message what was wrong and what to do next; no secret
     */
    public CommandException(Exit exit, String message) {
        super(message, null);
        this.exit = exit;
    }

    /**
     * Wrong use: the commonest end.
     *
     * @param message what was wrong and what to do next; no secret
     * @return the exception to throw
     */
    public static CommandException wrongUse(String message) {
        return new CommandException(Exit.WRONG_USE, message);
    }

    /**
     * How the command ends.
     *
     * @return the exit
     */
    public Exit exit() {
        return exit;
    }
}
