package dev.holdfast.migration.lint;

import dev.holdfast.core.Require;
import dev.holdfast.migration.sql.SqlScript;

/**
 * A script that is going to be run.
 *
 * @param name what findings call it, such as its file name
 * @param script its statements
 */
public record LintedScript(String name, SqlScript script) {
    private static final int MAX_NAME = 1000;

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException when it is blank or longer than 1000 characters
     */
    public LintedScript {
        Require.text("name", name, MAX_NAME);
    }

    /**
     * A script by its text.
     *
     * @param name what findings call it
     * @param text any text
     * @return the script
     * @throws IllegalArgumentException when the name is blank or longer than 1000 characters
     */
    public static LintedScript of(String name, String text) {
        return new LintedScript(name, SqlScript.parse(text));
    }
}
