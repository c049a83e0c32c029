package dev.holdfast.audit.export;

import dev.holdfast.audit.StoredEvent;
import dev.holdfast.audit.internal.EventJson;
import dev.holdfast.core.context.Actor;
import dev.holdfast.core.context.CorrelationId;
import dev.holdfast.core.context.HttpCall;
import dev.holdfast.core.context.RequestContext;
import dev.holdfast.core.context.TraceParent;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.event.Target;
import dev.holdfast.core.json.Json;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The columns of the log as comma-separated values; lists are JSON within one value. */
final class CsvFormat implements ExportFormat {
    static final CsvFormat INSTANCE = new CsvFormat();

    private static final String HEAD =
            "id,occurred_at,recorded_at,origin,schema_version,action,category,outcome,reason,"
                    + "severity,actor_type,actor_id,actor_name,actor_session,on_behalf_of,target_type,target_id,target_name,"
                    + "tenant_id,source_ip,user_agent,geo,correlation_id,trace_id,span_id,trace_flags,http_method,http_route,"
                    + "http_status,http_duration_us,risk_level,risk_score,suspicious,data_class,subject_key_id,targets,"
                    + "change_set,metadata\r\n";

    private CsvFormat() {}

    @Override
    public String name() {
        return "csv";
    }

    @Override
    public String mediaType() {
        return "text/csv; charset=utf-8; header=present";
    }

    @Override
    public String head() {
        return HEAD;
    }

    @Override
    public String entry(StoredEvent stored) {
        SecurityEvent event = stored.event();
        Row row = new Row();
        row.add(event.id());
        row.add(NdjsonFormat.time(event.occurredAt()));
        row.add(NdjsonFormat.time(stored.recordedAt()));
        row.add(stored.origin());
        row.add(event.schemaVersion());
        row.add(event.action());
        row.add(event.category());
        row.add(event.outcome());
        row.add(event.reason());
        row.add(event.severity());
        addActor(row, event.actor());
        addTarget(row, event);
        addRequest(row, event.context());
        addAssessment(row, event);
        row.add(EventJson.ofTargets(event.targets()));
        row.add(EventJson.ofChanges(event.changes()));
        row.add(event.metadata().json());
        return row.end();
    }

    private static void addAssessment(Row row, SecurityEvent event) {
        row.add(event.risk().level());
        row.add(event.risk().score());
        row.add(event.risk().suspicious());
        row.add(event.dataClass());
        row.add(event.subjectKeyId());
    }

    private static void addActor(Row row, Actor actor) {
        row.add(actor.type());
        row.add(actor.id());
        row.add(actor.name());
        row.add(actor.sessionId());
        row.add(actor.onBehalfOf());
    }

    private static void addTarget(Row row, SecurityEvent event) {
        Target chief = event.targets().isEmpty() ? null : event.targets().get(0);
        row.add(chief == null ? null : chief.type());
        row.add(chief == null ? null : chief.id());
        row.add(chief == null ? null : chief.name());
    }

    private static void addRequest(Row row, RequestContext context) {
        CorrelationId correlation = context.correlationId();
        TraceParent trace = context.traceParent();
        HttpCall http = context.http();
        row.add(context.tenantId());
        row.add(context.sourceIp());
        row.add(context.userAgent());
        row.add(context.geo());
        row.add(correlation == null ? null : correlation.value());
        row.add(trace == null ? null : trace.traceId());
        row.add(trace == null ? null : trace.spanId());
        row.add(trace == null ? null : trace.flags());
        row.add(http == null ? null : http.method());
        row.add(http == null ? null : http.route());
        row.add(http == null ? null : http.status());
        Duration duration = http == null ? null : http.duration();
        row.add(duration == null ? null : duration.toNanos() / 1000);
    }

    /** One line in the making. */
    private static final class Row {
        /** What a spreadsheet begins a formula with; the wide forms are taken for the narrow ones in some languages. */
        private static final String FORMULA = "=+-@|%\uFF1D\uFF0B\uFF0D\uFF20";

        private final StringBuilder out = new StringBuilder(600);

        void add(@Nullable Object value) {
            if (value != null) {
                // Always quoted: a spreadsheet that splits at semicolons must not see a new value begin within this
                // one.
                String text = Json.clean(value.toString());
                out.append('"').append(isDangerous(text) ? "'" : "");
                out.append(text.replace("\"", "\"\"")).append('"');
            }
            out.append(',');
        }

        String end() {
            out.setLength(out.length() - 1);
            return out.append("\r\n").toString();
        }

        private static boolean isDangerous(String text) {
            int at = 0;
            // Spreadsheets may drop what is blank before they look.
            while (at < text.length() && isBlank(text.charAt(at))) {
                at++;
            }
            boolean isFormula = at < text.length() && FORMULA.indexOf(text.charAt(at)) >= 0;
            boolean isControl = !text.isEmpty() && text.charAt(0) < ' ';
            return isFormula || isControl || text.startsWith("'");
        }

        private static boolean isBlank(char c) {
            return c <= ' ' || c == '\u00A0' || c == '\uFEFF' || Character.isWhitespace(c);
        }
    }
}
