package dev.holdfast.migration.lint.rule;

import dev.holdfast.core.Require;
import java.net.URI;
import java.util.regex.Pattern;

/**
 * What a rule tells people.
 *
 * @param id its stable name, lower case words with hyphens, as silencing comments use it
 * @param category what kind of harm it warns of
 * @param why what goes wrong, in one or two sentences
 * @param advice what to do instead
 * @param rewrite the safe form as SQL that runs; {@link #NEXT_MIGRATION} stands between steps that are migrations of
 *     their own
 * @param documentation the section of PostgreSQL's manual it comes from
 */
public record RuleDescription(
        String id, Category category, String why, String advice, String rewrite, URI documentation) {
    /** The line of a rewrite that parts two migrations. */
    public static final String NEXT_MIGRATION = "-- next migration";

    private static final String MANUAL = "https://www.postgresql.org/docs/current/";
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final int MAX_ID = 60;
    private static final int MAX_TEXT = 2000;

    /**
     * Checks the texts.
     *
     * @throws IllegalArgumentException when the id is not of that form, a text is blank, or the link is not https
     */
    public RuleDescription {
        Require.text("id", id, MAX_ID);
        Require.matching("id", id, ID, "must be lower case words with hyphens");
        Require.text("why", why, MAX_TEXT);
        Require.text("advice", advice, MAX_TEXT);
        Require.text("rewrite", rewrite, MAX_TEXT);
        if (!"https".equals(documentation.getScheme())) {
            throw new IllegalArgumentException("documentation must be an https link, got '" + documentation + "'");
        }
    }

    /**
     * A description whose documentation is PostgreSQL's manual.
     *
     * @param id as in the record
     * @param category as in the record
     * @param page the manual's page with its anchor, such as {@code sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY}
     * @return a description that still needs its texts
     */
    public static Heading of(String id, Category category, String page) {
        return (why, advice, rewrite) ->
                new RuleDescription(id, category, why, advice, rewrite, URI.create(MANUAL + page));
    }

    /** A description without its texts. */
    @FunctionalInterface
    public interface Heading {
        /**
         * Adds them.
         *
         * @param why what goes wrong
         * @param advice what to do instead
         * @param rewrite the safe form as SQL
         * @return the description
         * @throws IllegalArgumentException when a text is blank or too long
         */
        RuleDescription text(String why, String advice, String rewrite);
    }
}
