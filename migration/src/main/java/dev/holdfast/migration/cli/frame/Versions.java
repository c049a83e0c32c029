package dev.holdfast.migration.cli.frame;

import dev.holdfast.migration.cli.output.CommandException;
import java.util.regex.Pattern;

/** Checks versions given as arguments. */
public final class Versions {
    private static final Pattern FORM = Pattern.compile("[0-9]{1,40}([._][0-9]{1,40}){0,20}");

    private Versions() {}

    /**
     * Refuses what cannot be a version.
     *
     * @param argument the argument's name
     * @param version what was given for it
     * @throws CommandException when it is not digits, with dots or underscores between
     */
    public static void require(String argument, String version) {
        if (!FORM.matcher(version).matches()) {
            throw CommandException.wrongUse(argument
                    + " must be a version, digits with dots or underscores between: 'holdfast status' lists them");
        }
    }
}
