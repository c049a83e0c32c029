package dev.holdfast.audit.report;

import dev.holdfast.audit.AuditFilter;
import dev.holdfast.audit.AuditLog;
import dev.holdfast.audit.AuditQuery;
import dev.holdfast.audit.StoredEvent;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.event.Severity;
import dev.holdfast.core.tx.HostTransaction;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jooq.DSLContext;

/**
 * The audit log of a period as one HTML page that needs nothing else: what happened, by whom, whether the log can be
 * believed, activity over time, what was refused, and the notable events.
 *
 * <p>The page loads nothing and runs nothing (its own security policy forbids both), and everything from the log is
 * escaped. Its size, and the memory to make it, do not grow with the log: sums are taken by the database. Thread-safe.
 */
public final class AuditReport {
    /** The most events shown one by one. */
    public static final int MAX_EVENTS = 50;

    private final AuditLog log;
    private final ActivityQuery activity;
    private final Clock clock;

    /**
     * Makes the reporter of a log.
     *
     * @param namespace where its table is
     * @param clock tells when a report was made
     */
    public AuditReport(Namespace namespace, Clock clock) {
        this.log = AuditLog.of(namespace);
        this.activity = new ActivityQuery(namespace);
        this.clock = clock;
    }

    /**
     * Makes a report.
     *
     * <p><em>Transaction.</em> Joins, and only reads. The sums are one statement and agree with one another; that the
     * events shown one by one agree with them takes REPEATABLE READ.
     *
     * @param tx the transaction to read in
     * @param request what it is about
     * @return the page, as UTF-8 to be
     * @throws IllegalStateException when a stored row no longer is an event of the model; names its id
     */
    public String html(DSLContext tx, ReportRequest request) {
        DSLContext joined = HostTransaction.join(tx);
        Activity sums = activity.read(joined, request);
        return new HtmlPage(request, sums, notable(joined, request)).html(clock.instant());
    }

    /** The gravest first, until the table is full; then by time, the latest first. */
    private List<StoredEvent> notable(DSLContext tx, ReportRequest request) {
        List<StoredEvent> events = new ArrayList<>();
        for (Severity least : List.of(Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM)) {
            if (least.compareTo(request.filter().leastSeverity()) >= 0 && events.size() < MAX_EVENTS) {
                AuditFilter grave = request.filter().withSeverityAtLeast(least);
                log.find(tx, AuditQuery.newestFirst(grave).withPageSize(MAX_EVENTS)).events().stream()
                        .filter(stored -> !events.contains(stored))
                        .limit(MAX_EVENTS - events.size())
                        .forEach(events::add);
            }
        }
        return events.stream()
                .map(request.view())
                .sorted(Comparator.comparing(
                                (StoredEvent stored) -> stored.event().occurredAt())
                        .reversed())
                .toList();
    }
}
