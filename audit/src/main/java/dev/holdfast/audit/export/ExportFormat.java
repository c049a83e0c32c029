package dev.holdfast.audit.export;

import dev.holdfast.audit.StoredEvent;

/**
 * How an event is written into an export: the port for formats, with four ready forms.
 *
 * <p><em>Contract.</em> The text of an event depends on the event alone, ends with a line's end, and holds no half of a
 * surrogate pair. Implementations are thread-safe.
 */
public interface ExportFormat {
    /**
     * What the format is called in records of exports.
     *
     * @return a short word in lower case, with a version where it has one
     */
    String name();

    /**
     * What the whole export is, as a media type with its character set, which is UTF-8.
     *
     * @return the type, such as {@code text/csv; charset=utf-8}
     */
    String mediaType();

    /**
     * What stands before the first event.
     *
     * @return the text with its line's end, or an empty one
     */
    default String head() {
        return "";
    }

    /**
     * One event.
     *
     * @param stored the event
     * @return its text with its line's end
     */
    String entry(StoredEvent stored);

    /**
     * One JSON object a line, with every field of the event. Numbers are written with all their digits: a reader that
     * takes them for doubles changes what does not fit one.
     *
     * @return the format
     */
    static ExportFormat ndjson() {
        return NdjsonFormat.INSTANCE;
    }

    /**
     * Comma-separated values with a head line, for spreadsheets. Source: RFC 4180.
     *
     * <p>Every value is quoted, and nothing at all stands for a value that is absent. A value that a spreadsheet could
     * take for a formula, and one that begins with an apostrophe, has an apostrophe put before it: whoever reads the file by
     * a program takes one leading apostrophe away. Source: OWASP, "CSV Injection".
     *
     * @return the format
     */
    static ExportFormat csv() {
        return CsvFormat.INSTANCE;
    }

    /**
     * Events of the Open Cybersecurity Schema Framework, version {@value OcsfFormat#VERSION}, one JSON object a line.
     *
     * @param product who reports them
     * @return the format
     */
    static ExportFormat ocsf(ExportProduct product) {
        return new OcsfFormat(product);
    }

    /**
     * ArcSight's Common Event Format, version 0, one event a line. It has no place for every field: what it leaves out is
     * in the other formats.
     *
     * @param product who reports them
     * @return the format
     */
    static ExportFormat cef(ExportProduct product) {
        return new CefFormat(product);
    }
}
