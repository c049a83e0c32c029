package dev.holdfast.audit.export;

import static dev.holdfast.audit.export.NdjsonFormat.put;

import dev.holdfast.audit.StoredEvent;
import dev.holdfast.core.context.Actor;
import dev.holdfast.core.context.CorrelationId;
import dev.holdfast.core.event.Category;
import dev.holdfast.core.event.Outcome;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.event.Severity;
import dev.holdfast.core.event.Target;
import dev.holdfast.core.json.Json;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events of the Open Cybersecurity Schema Framework. What a class has no attribute for stands under {@code unmapped}, in
 * the names of the JSON export: nothing is lost.
 */
final class OcsfFormat implements ExportFormat {
    /** The version of the schema. */
    static final String VERSION = "1.1.0";

    private final ExportProduct product;

    OcsfFormat(ExportProduct product) {
        this.product = product;
    }

    @Override
    public String name() {
        return "ocsf-" + VERSION;
    }

    @Override
    public String mediaType() {
        return "application/x-ndjson; charset=utf-8";
    }

    @Override
    public String entry(StoredEvent stored) {
        SecurityEvent event = stored.event();
        OcsfClass type = OcsfClass.of(event);
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        putClass(all, type, event);
        all.put("time", event.occurredAt().toEpochMilli());
        all.put("message", event.action() + " " + event.outcome());
        putStatus(all, event);
        all.put("metadata", metadata(stored));
        if (type != OcsfClass.BASE_EVENT) {
            all.put("actor", actor(event.actor()));
        }
        if (type == OcsfClass.ENTITY_MANAGEMENT) {
            all.put("entity", entity(event.targets().get(0)));
        } else if (type != OcsfClass.BASE_EVENT) {
            putIdentity(all, event);
        }
        all.put("unmapped", unmapped(stored));
        return Json.write(all) + "\n";
    }

    private static void putClass(Map<String, @Nullable Object> all, OcsfClass type, SecurityEvent event) {
        OcsfClass.Activity activity = type.activity(event.action());
        all.put("category_uid", type.categoryUid());
        all.put("category_name", type.category());
        all.put("class_uid", type.uid);
        all.put("class_name", type.caption);
        all.put("activity_id", activity.id());
        all.put("activity_name", activity.name());
        all.put("type_uid", type.uid * 100 + activity.id());
        all.put("type_name", type.caption + ": " + activity.name());
        all.put("severity_id", severity(event.severity()));
        all.put("severity", event.severity() == Severity.INFO ? "Informational" : capitalised(event.severity()));
    }

    private static int severity(Severity severity) {
        return switch (severity) {
            case INFO -> 1;
            case LOW -> 2;
            case MEDIUM -> 3;
            case HIGH -> 4;
            case CRITICAL -> 5;
        };
    }

    /** A denial is a failure to the schema; its code keeps the word. */
    private static void putStatus(Map<String, @Nullable Object> all, SecurityEvent event) {
        Outcome outcome = event.outcome();
        int status = switch (outcome) {
            case SUCCESS -> 1;
            case FAILURE, DENIED -> 2;
            case UNKNOWN -> 0;
        };
        all.put("status_id", status);
        all.put("status", status == 2 ? "Failure" : capitalised(outcome));
        all.put("status_code", outcome.name());
        put(all, "status_detail", event.reason());
    }

    private Map<String, @Nullable Object> metadata(StoredEvent stored) {
        CorrelationId correlation = stored.event().context().correlationId();
        Map<String, @Nullable Object> reporter = new LinkedHashMap<>();
        reporter.put("vendor_name", product.vendor());
        reporter.put("name", product.name());
        reporter.put("version", product.version());
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("version", VERSION);
        all.put("product", reporter);
        all.put("uid", stored.event().id().toString());
        all.put("log_name", "audit_event");
        all.put("logged_time", stored.recordedAt().toEpochMilli());
        put(all, "correlation_uid", correlation == null ? null : correlation.value());
        return all;
    }

    private static Map<String, @Nullable Object> actor(Actor actor) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("user", user(actor));
        if (actor.sessionId() != null) {
            all.put("session", Map.of("uid", actor.sessionId()));
        }
        return all;
    }

    private static Map<String, @Nullable Object> user(Actor actor) {
        int type = switch (actor.type()) {
            case USER -> 1;
            case SYSTEM -> 3;
            case ANONYMOUS -> 0;
            case SERVICE -> 99;
        };
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("uid", actor.id());
        put(all, "name", actor.name());
        all.put("type_id", type);
        all.put("type", type == 0 ? "Unknown" : capitalised(actor.type()));
        return all;
    }

    /** Whose account it is: the chief target's, or the actor's own; and what asked for it from where. */
    private void putIdentity(Map<String, @Nullable Object> all, SecurityEvent event) {
        if (event.targets().isEmpty()) {
            all.put("user", user(event.actor()));
        } else {
            Map<String, @Nullable Object> user = entity(event.targets().get(0));
            user.put("type_id", 99);
            all.put("user", user);
        }
        if (event.category() != Category.ACCOUNT) {
            // One of service and destination is required.
            all.put("service", Map.of("name", product.name()));
        }
        if (event.context().sourceIp() != null) {
            all.put("src_endpoint", Map.of("ip", event.context().sourceIp()));
        }
    }

    private static Map<String, @Nullable Object> entity(Target target) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("uid", target.id());
        put(all, "name", target.name());
        all.put("type", target.type());
        return all;
    }

    private static Map<String, @Nullable Object> unmapped(StoredEvent stored) {
        SecurityEvent event = stored.event();
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("occurred_at", NdjsonFormat.time(event.occurredAt()));
        all.put("recorded_at", NdjsonFormat.time(stored.recordedAt()));
        all.put("origin", stored.origin().name());
        all.put("schema_version", event.schemaVersion());
        all.put("action", event.action().name());
        all.put("category", event.category().name());
        all.put("actor", NdjsonFormat.actor(event.actor()));
        all.put("targets", NdjsonFormat.targets(event));
        NdjsonFormat.putRequest(all, event.context());
        all.put("risk", NdjsonFormat.risk(event.risk()));
        put(
                all,
                "data_class",
                event.dataClass() == null ? null : event.dataClass().name());
        put(all, "subject_key_id", event.subjectKeyId());
        all.put("changes", NdjsonFormat.changes(event));
        all.put("metadata", event.metadata().values());
        return all;
    }

    private static String capitalised(Enum<?> constant) {
        return constant.name().charAt(0) + constant.name().substring(1).toLowerCase(Locale.ROOT);
    }
}
