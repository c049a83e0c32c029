package dev.holdfast.audit.export;

import dev.holdfast.audit.StoredEvent;
import dev.holdfast.core.context.CorrelationId;
import dev.holdfast.core.context.HttpCall;
import dev.holdfast.core.context.RequestContext;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.event.Severity;
import dev.holdfast.core.event.Target;
import dev.holdfast.core.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * Events in ArcSight's Common Event Format. Source: "ArcSight Common Event Format (CEF) Implementation Standard", which
 * also sets the lengths. In the head {@code |} and {@code \} are escaped, in the extension {@code =}, {@code \} and line
 * ends.
 */
final class CefFormat implements ExportFormat {
    private static final int MAX_NAME = 512;
    private static final int MAX_TEXT = 1023;
    private static final int MAX_CUSTOM = 4000;
    private static final String CUT = "…[cut]";

    private final String product;

    CefFormat(ExportProduct product) {
        this.product = "CEF:0|" + head(product.vendor()) + "|" + head(product.name()) + "|" + head(product.version());
    }

    @Override
    public String name() {
        return "cef-0";
    }

    @Override
    public String mediaType() {
        return "text/plain; charset=utf-8";
    }

    @Override
    public String entry(StoredEvent stored) {
        SecurityEvent event = stored.event();
        String name = event.action().name();
        Extension extension = new Extension();
        putAct(extension, stored);
        putActor(extension, event);
        putTarget(extension, event);
        putRequest(extension, event.context());
        putCustom(extension, event);
        String words = name + " " + event.outcome();
        return product + "|" + head(name) + "|" + head(words) + "|" + severity(event.severity()) + "|" + extension
                + "\n";
    }

    private static int severity(Severity severity) {
        return switch (severity) {
            case INFO -> 1;
            case LOW -> 3;
            case MEDIUM -> 5;
            case HIGH -> 8;
            case CRITICAL -> 10;
        };
    }

    private static void putAct(Extension extension, StoredEvent stored) {
        SecurityEvent event = stored.event();
        extension.put("externalId", event.id(), 40);
        extension.put("end", event.occurredAt().toEpochMilli(), 20);
        extension.put("rt", stored.recordedAt().toEpochMilli(), 20);
        extension.put("cat", event.category(), MAX_TEXT);
        extension.put("outcome", event.outcome(), 63);
        extension.put("reason", event.reason(), MAX_TEXT);
    }

    private static void putActor(Extension extension, SecurityEvent event) {
        extension.put("suid", event.actor().id(), MAX_TEXT);
        extension.put("suser", event.actor().name(), MAX_TEXT);
        extension.put("spriv", event.actor().type(), MAX_TEXT);
    }

    private static void putTarget(Extension extension, SecurityEvent event) {
        if (!event.targets().isEmpty()) {
            Target chief = event.targets().get(0);
            extension.put("duid", chief.id(), MAX_TEXT);
            extension.put("duser", chief.name(), MAX_TEXT);
            extension.put("cs1Label", "targetType", MAX_TEXT);
            extension.put("cs1", chief.type(), MAX_CUSTOM);
        }
    }

    private static void putRequest(Extension extension, RequestContext context) {
        String ip = context.sourceIp();
        if (ip != null && ip.indexOf(':') < 0) {
            extension.put("src", ip, 15);
        } else if (ip != null) {
            // Version 0 knows the source as an IPv4 address only.
            extension.put("c6a2Label", "Source IPv6 Address", MAX_TEXT);
            extension.put("c6a2", ip, 45);
        }
        extension.put("requestClientApplication", context.userAgent(), MAX_TEXT);
        HttpCall http = context.http();
        extension.put("requestMethod", http == null ? null : http.method(), MAX_TEXT);
        extension.put("request", http == null ? null : http.route(), MAX_TEXT);
        CorrelationId correlation = context.correlationId();
        putCustom(extension, "cs2", "correlationId", correlation == null ? null : correlation.value());
        putCustom(extension, "cs3", "tenantId", context.tenantId());
    }

    private static void putCustom(Extension extension, SecurityEvent event) {
        putCustom(extension, "cs4", "session", event.actor().sessionId());
        putCustom(extension, "cs5", "onBehalfOf", event.actor().onBehalfOf());
        putCustom(extension, "cs6", "metadata", event.metadata().json());
        putCustom(extension, "cn1", "riskScore", Integer.toString(event.risk().score()));
    }

    private static void putCustom(Extension extension, String key, String label, @Nullable String value) {
        if (value != null) {
            extension.put(key + "Label", label, MAX_TEXT);
            extension.put(key, value, MAX_CUSTOM);
        }
    }

    private static String head(String raw) {
        // A head has no way to write a line's end.
        return cut(raw.replaceAll("\\R", " "), MAX_NAME).replace("\\", "\\\\").replace("|", "\\|");
    }

    private static String cut(String raw, int max) {
        // Cleaned after the cut, which can part a surrogate pair.
        return Json.clean(raw.length() <= max ? raw : raw.substring(0, max - CUT.length()) + CUT);
    }

    /** Keys and values with a blank between them. */
    private static final class Extension {
        private final StringBuilder out = new StringBuilder(400);

        void put(String key, @Nullable Object value, int maxLength) {
            if (value != null) {
                out.append(out.isEmpty() ? "" : " ").append(key).append('=');
                escape(cut(value.toString(), maxLength));
            }
        }

        private void escape(String text) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                switch (c) {
                    case '\\', '=' -> out.append('\\').append(c);
                    case '\n' -> out.append("\\n");
                    case '\r' -> out.append("\\r");
                    // Receivers differ in what else they take for a line's end.
                    case '\u000B', '\f', '\u0085', '\u2028', '\u2029' -> out.append(' ');
                    default -> out.append(c);
                }
            }
        }

        @Override
        public String toString() {
            return out.toString();
        }
    }
}
