package dev.holdfast.audit.export;

import dev.holdfast.audit.StoredEvent;
import dev.holdfast.core.context.Actor;
import dev.holdfast.core.context.CorrelationId;
import dev.holdfast.core.context.HttpCall;
import dev.holdfast.core.context.RequestContext;
import dev.holdfast.core.context.TraceParent;
import dev.holdfast.core.event.Risk;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every field of an event as a JSON object; what is absent has no member. */
final class NdjsonFormat implements ExportFormat {
    static final NdjsonFormat INSTANCE = new NdjsonFormat();

    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private NdjsonFormat() {}

    @Override
    public String name() {
        return "ndjson";
    }

    @Override
    public String mediaType() {
        return "application/x-ndjson; charset=utf-8";
    }

    @Override
    public String entry(StoredEvent stored) {
        return Json.write(object(stored)) + "\n";
    }

    /** All six places of the microseconds, so that texts sort as times do. */
    static String time(Instant instant) {
        return MICROS.format(instant);
    }

    private static Map<String, @Nullable Object> object(StoredEvent stored) {
        SecurityEvent event = stored.event();
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        putRow(all, stored);
        all.put("action", event.action().name());
        all.put("category", event.category().name());
        all.put("outcome", event.outcome().name());
        put(all, "reason", event.reason());
        all.put("severity", event.severity().name());
        all.put("actor", actor(event.actor()));
        all.put("targets", targets(event));
        putRequest(all, event.context());
        all.put("risk", risk(event.risk()));
        put(
                all,
                "data_class",
                event.dataClass() == null ? null : event.dataClass().name());
        put(all, "subject_key_id", event.subjectKeyId());
        all.put("changes", changes(event));
        all.put("metadata", event.metadata().values());
        return all;
    }

    private static void putRow(Map<String, @Nullable Object> all, StoredEvent stored) {
        SecurityEvent event = stored.event();
        all.put("id", event.id().toString());
        all.put("occurred_at", time(event.occurredAt()));
        all.put("recorded_at", time(stored.recordedAt()));
        all.put("origin", stored.origin().name());
        all.put("schema_version", event.schemaVersion());
    }

    static Map<String, @Nullable Object> actor(Actor actor) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("type", actor.type().name());
        all.put("id", actor.id());
        put(all, "name", actor.name());
        put(all, "session", actor.sessionId());
        put(all, "on_behalf_of", actor.onBehalfOf());
        return all;
    }

    static List<Map<String, @Nullable Object>> targets(SecurityEvent event) {
        return event.targets().stream()
                .map(target -> {
                    Map<String, @Nullable Object> all = new LinkedHashMap<>();
                    all.put("type", target.type());
                    all.put("id", target.id());
                    put(all, "name", target.name());
                    return all;
                })
                .toList();
    }

    static List<Map<String, @Nullable Object>> changes(SecurityEvent event) {
        return event.changes().stream()
                .map(change -> {
                    Map<String, @Nullable Object> all = new LinkedHashMap<>();
                    all.put("path", change.path());
                    put(all, "old", change.oldValue());
                    put(all, "new", change.newValue());
                    return all;
                })
                .toList();
    }

    static void putRequest(Map<String, @Nullable Object> all, RequestContext context) {
        CorrelationId correlation = context.correlationId();
        put(all, "tenant_id", context.tenantId());
        put(all, "source_ip", context.sourceIp());
        put(all, "user_agent", context.userAgent());
        put(all, "geo", context.geo());
        put(all, "correlation_id", correlation == null ? null : correlation.value());
        TraceParent trace = context.traceParent();
        if (trace != null) {
            all.put("trace", trace(trace));
        }
        HttpCall http = context.http();
        if (http != null) {
            all.put("http", http(http));
        }
    }

    static Map<String, @Nullable Object> risk(Risk risk) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("level", risk.level().name());
        all.put("score", risk.score());
        all.put("suspicious", risk.suspicious());
        return all;
    }

    private static Map<String, @Nullable Object> trace(TraceParent trace) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("trace_id", trace.traceId());
        all.put("span_id", trace.spanId());
        all.put("flags", trace.flags());
        return all;
    }

    private static Map<String, @Nullable Object> http(HttpCall http) {
        Duration duration = http.duration();
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("method", http.method());
        all.put("route", http.route());
        put(all, "status", http.status());
        put(all, "duration_us", duration == null ? null : duration.toNanos() / 1000);
        return all;
    }

    static void put(Map<String, @Nullable Object> object, String key, @Nullable Object value) {
        if (value != null) {
            object.put(key, value);
        }
    }
}
