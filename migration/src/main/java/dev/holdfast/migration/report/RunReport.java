package dev.holdfast.migration.report;

import dev.holdfast.migration.record.Kept;
import dev.holdfast.migration.record.RunRecord;
import java.util.Optional;

/**
 * A run record as a document: what ran and how it ended first, then what needs a look, then everything else.
 *
 * <p>The same record always gives the same text. A kept record's report names its place in the chain. Whatever a name
 * holds, it is shown as text: markup, control characters and marks that turn the direction of writing have no effect.
 */
public final class RunReport {
    private RunReport() {}

    /**
     * One HTML page that needs nothing beside itself: no script, font, picture or style from elsewhere. Well-formed XML.
     *
     * @param run the record
     * @return the page
     */
    public static String html(RunRecord run) {
        return new HtmlReport(run, Optional.empty()).page();
    }

    /**
     * As {@link #html(RunRecord)}, with the record's place in the chain.
     *
     * @param kept the kept record
     * @return the page
     */
    public static String html(Kept kept) {
        return new HtmlReport(kept.record(), Optional.of(kept)).page();
    }

    /**
     * GitHub-flavoured Markdown.
     *
     * @param run the record
     * @return the text
     */
    public static String markdown(RunRecord run) {
        return new MarkdownReport(run, Optional.empty()).text();
    }

    /**
     * As {@link #markdown(RunRecord)}, with the record's place in the chain.
     *
     * @param kept the kept record
     * @return the text
     */
    public static String markdown(Kept kept) {
        return new MarkdownReport(kept.record(), Optional.of(kept)).text();
    }

    /**
     * Plain text for a terminal or a log: the verdict, what needs a look, a line for each migration, the schema's
     * difference.
     *
     * @param run the record
     * @return the text
     */
    public static String text(RunRecord run) {
        return new TextReport(run, Optional.empty()).text();
    }

    /**
     * As {@link #text(RunRecord)}, with the record's place in the chain.
     *
     * @param kept the kept record
     * @return the text
     */
    public static String text(Kept kept) {
        return new TextReport(kept.record(), Optional.of(kept)).text();
    }
}
