package dev.holdfast.audit.export;

import dev.holdfast.audit.AuditLog;
import dev.holdfast.core.tx.HostTransaction;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jooq.DSLContext;

/**
 * Writes the events that fit a filter to a stream; memory does not grow with their number.
 *
 * <p>Nobody hears of an export made by this class: {@link RecordedReads#export} is the same with a record of it.
 * Thread-safe.
 */
public final class AuditExport {
    private final AuditLog log;

    /**
     * Makes the exporter of a log.
     *
     * @param log which log
     */
    public AuditExport(AuditLog log) {
        this.log = log;
    }

    /**
     * Exports.
     *
     * <p><em>Transaction.</em> Joins, and only reads, by one statement: the events are of one snapshot at every isolation
     * level, whatever is written meanwhile. The snapshot stays open as long as the stream takes; a slow receiver holds
     * back the database's vacuum, so write to a file first where that matters.
     *
     * @param tx the transaction to read in
     * @param request what and how
     * @param out takes the bytes, in blocks; flushed at the end and not closed
     * @return how much was written
     * @throws ExportException when reading, the view or the stream failed; it tells how far the export came
     * @throws IllegalStateException when there is no transaction to join; nothing was written
     */
    public ExportResult write(DSLContext tx, ExportRequest request, OutputStream out) {
        DSLContext joined = HostTransaction.join(tx);
        ExportStream stream = new ExportStream(out, request);
        try {
            log.walk(joined, request.query(), stream::take);
            return stream.end();
        } catch (RuntimeException e) {
            throw stream.failure(e instanceof UncheckedIOException && e.getCause() != null ? e.getCause() : e);
        }
    }
}
