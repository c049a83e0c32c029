package dev.holdfast.audit.export;

import dev.holdfast.audit.AuditFilter;
import dev.holdfast.audit.AuditFilter.ActionKey;
import dev.holdfast.audit.AuditFilter.TargetKey;
import dev.holdfast.audit.AuditLog;
import dev.holdfast.audit.AuditPage;
import dev.holdfast.audit.AuditQuery;
import dev.holdfast.audit.report.AuditReport;
import dev.holdfast.audit.report.ReportRequest;
import dev.holdfast.core.event.Action;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.event.Category;
import dev.holdfast.core.event.Outcome;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.event.Target;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The log for those who read it: the same questions as {@link AuditLog} and {@link AuditExport} answer, and each of them
 * leaves an event of who asked, for what, and how much was shown.
 *
 * <p><em>Transaction.</em> Joins: the event is written on the reader's transaction. When it cannot be written the read
 * fails, and when the transaction is rolled back the event goes with it; hand in a trail whose sink for acts is
 * {@linkplain dev.holdfast.core.event.AuditSink#independent independent} where readers could roll back what they have seen.
 * An export cannot be taken back once its bytes have left, so its beginning, and its breaking off, are written to the
 * trail's sink for denials, which outlives a rollback.
 *
 * <p>The filter is recorded as it was asked, ids included: who looked for whom is what the event is for. Thread-safe.
 */
public final class RecordedReads {
    /** Pages were read. */
    public static final Action READ = Action.of("audit_log.read");

    /** An export is about to begin. */
    public static final Action EXPORT_BEGIN = Action.of("audit_log.export_begin");

    /** An export ended, or broke off. */
    public static final Action EXPORT = Action.of("audit_log.export");

    /** A report was made. */
    public static final Action REPORT = Action.of("audit_log.report");

    private static final Target LOG = Target.of("audit_log", "audit_event");

    private final AuditLog log;
    private final AuditExport export;
    private final AuditTrail trail;

    /**
     * Makes the reader's side of a log.
     *
     * @param log what is read
     * @param trail where reading is recorded
     */
    public RecordedReads(AuditLog log, AuditTrail trail) {
        this.log = log;
        this.export = new AuditExport(log);
        this.trail = trail;
    }

    /**
     * Reads one page, as {@link AuditLog#find}, and records it.
     *
     * @param tx the reader's transaction
     * @param query which events
     * @return the page
     */
    public AuditPage find(DSLContext tx, AuditQuery query) {
        AuditPage page = log.find(tx, query);
        SecurityEvent.Builder event = event(READ, query.filter())
                .with("events", page.events().size())
                .with("order", query.order().name());
        if (query.cursor() != null) {
            event.with("after", query.cursor().lastId());
        }
        trail.act(tx, event.build());
        return page;
    }

    /**
     * Exports, as {@link AuditExport#write}, and records that it begins and how it ended. The end names the beginning's id
     * ({@code begin}): a beginning that no end names is of an export that was cut off, with its process or its transaction.
     *
     * @param tx the reader's transaction
     * @param request what and how
     * @param out takes the bytes
     * @return how much was written
     * @throws ExportException when it broke off; that is recorded, too
     */
    public ExportResult export(DSLContext tx, ExportRequest request, OutputStream out) {
        SecurityEvent begun = exportEvent(EXPORT_BEGIN, request)
                .outcome(Outcome.UNKNOWN, "begun")
                .build();
        trail.denial(tx, begun);
        ExportResult result;
        try {
            result = export.write(tx, request, out);
        } catch (ExportException e) {
            brokenOff(tx, endOf(begun, request), e);
            throw e;
        }
        SecurityEvent.Builder event = endOf(begun, request).with("events", result.events());
        if (result.lastId() != null) {
            event.with("first", result.firstId()).with("last", result.lastId());
        }
        trail.act(tx, event.with("complete", result.isComplete()).build());
        return result;
    }

    /**
     * Makes a report, and records it.
     *
     * @param tx the reader's transaction
     * @param report what makes it
     * @param request what it is about
     * @return the page
     */
    public String report(DSLContext tx, AuditReport report, ReportRequest request) {
        String page = report.html(tx, request);
        trail.act(tx, event(REPORT, request.filter()).build());
        return page;
    }

    /** Names its beginning: one that no end names never ended. */
    private SecurityEvent.Builder endOf(SecurityEvent begun, ExportRequest request) {
        return exportEvent(EXPORT, request).with("begin", begun.id());
    }

    private void brokenOff(DSLContext tx, SecurityEvent.Builder end, ExportException failure) {
        SecurityEvent.Builder event = end.failed("broke_off").with("events_at_least", failure.events());
        failure.lastId().ifPresent(last -> event.with("last", last));
        try {
            trail.denial(tx, event.build());
        } catch (RuntimeException unrecorded) {
            // The beginning is on record; what went wrong first is what the caller has to know.
            failure.addSuppressed(unrecorded);
        }
    }

    private SecurityEvent.Builder exportEvent(Action action, ExportRequest request) {
        SecurityEvent.Builder event =
                event(action, request.filter()).with("format", request.format().name());
        return request.afterId() == null ? event : event.with("after", request.afterId());
    }

    private SecurityEvent.Builder event(Action action, AuditFilter filter) {
        SecurityEvent.Builder event =
                trail.event(action).category(Category.DATA).target(LOG).with("filter", facts(filter));
        // Beside the filter: aliases too long for an event are cut, and marked, before the rest is.
        if (!filter.actorAliases().isEmpty()) {
            event.with("actor_aliases", filter.actorAliases());
        }
        TargetKey target = filter.target();
        return target == null || target.aliases().isEmpty() ? event : event.with("target_aliases", target.aliases());
    }

    /** The parts that are set. */
    private static Map<String, @Nullable Object> facts(AuditFilter filter) {
        ActionKey action = filter.action();
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("tenant_id", filter.tenantId());
        facts.put("actor_id", filter.actorId());
        facts.put(
                "target_type", filter.target() == null ? null : filter.target().type());
        facts.put("target_id", filter.target() == null ? null : filter.target().id());
        facts.put(
                action != null && action.exact() ? "action" : "actions_under", action == null ? null : action.words());
        facts.put("outcome", filter.outcome());
        facts.put("severity_at_least", filter.leastSeverity());
        if (!filter.period().equals(AuditFilter.any().period())) {
            facts.put("from", filter.period().from());
            facts.put("until", filter.period().until());
        }
        facts.put(
                "correlation_id",
                filter.correlationId() == null ? null : filter.correlationId().value());
        facts.values().removeIf(Objects::isNull);
        return facts;
    }
}
