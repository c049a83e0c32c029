package dev.holdfast.migration.cli.output;

import java.util.Locale;
import java.util.Map;

/**
 * What a terminal can show.
 *
 * @param width its columns; 0 when lines may be of any length
 * @param unicode whether signs beyond ASCII arrive
 * @param colour whether colours are wanted
 */
public record Style(int width, boolean unicode, boolean colour) {
    private static final int USUAL_WIDTH = 120;

    /**
     * Plain text of any width: what a file or a pipe gets.
     *
     * @return the style
     */
    public static Style plain() {
        return new Style(0, false, false);
    }

    /**
     * What the environment says of the terminal.
     *
     * @param environment the variables: COLUMNS, LC_ALL, LC_CTYPE, LANG, TERM, NO_COLOR
     * @param terminal whether the output is a terminal at all
     * @return the style
     */
    public static Style of(Map<String, String> environment, boolean terminal) {
        boolean unicode = locale(environment).contains("utf");
        if (!terminal) {
            return new Style(0, unicode, false);
        }
        // https://no-color.org: set and not empty.
        boolean colour = environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        return new Style(width(environment.getOrDefault("COLUMNS", "")), unicode, colour);
    }

    /**
     * The same without colours.
     *
     * @return the style
     */
    public Style withoutColour() {
        return new Style(width, unicode, false);
    }

    /**
     * A mark as it can be shown.
     *
     * @param mark the mark
     * @return its sign or its word, coloured if wanted
     */
    public String mark(Mark mark) {
        String text = mark.text(unicode);
        return colour ? "\u001b[" + mark.colour() + "m" + text + "\u001b[0m" : text;
    }

    /** What stands where text was cut off. */
    String ellipsis() {
        return unicode ? "…" : "..";
    }

    /**
     * Text that cannot steer the terminal: a file's or a table's name may hold escape sequences.
     *
     * @param text any text
     * @return the text with a question mark for each control character but the line feed
     */
    public static String safe(String text) {
        return text.replaceAll("[\\p{Cntrl}\u0080-\u009f\u202a-\u202e\u2066-\u2069&&[^\n]]", "?");
    }

    private static String locale(Map<String, String> environment) {
        for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String value = environment.getOrDefault(name, "");
            if (!value.isEmpty()) {
                return value.toLowerCase(Locale.ROOT);
            }
        }
        return "";
    }

    private static int width(String columns) {
        return columns.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(columns) : USUAL_WIDTH;
    }
}
