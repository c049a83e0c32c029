package dev.holdfast.audit.export;

import dev.holdfast.audit.StoredEvent;
import dev.holdfast.audit.StoredEvent.Origin;
import dev.holdfast.core.context.Actor;
import dev.holdfast.core.context.ActorType;
import dev.holdfast.core.context.CorrelationId;
import dev.holdfast.core.context.HttpCall;
import dev.holdfast.core.context.RequestContext;
import dev.holdfast.core.context.TraceParent;
import dev.holdfast.core.event.Action;
import dev.holdfast.core.event.Category;
import dev.holdfast.core.event.Change;
import dev.holdfast.core.event.DataClass;
import dev.holdfast.core.event.Metadata;
import dev.holdfast.core.event.Outcome;
import dev.holdfast.core.event.Risk;
import dev.holdfast.core.event.RiskLevel;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.event.Severity;
import dev.holdfast.core.event.Target;
import dev.holdfast.core.json.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Readers of the formats, written from their documents. */
final class ExportParsers {
    private static final Pattern KEY = Pattern.compile("(?:^| )([A-Za-z0-9]+)=");

    private ExportParsers() {}

    /** The records of RFC 4180; a value without quotes and without text is null. */
    static List<List<String>> csv(String text) {
        List<List<String>> records = new ArrayList<>();
        List<String> record = new ArrayList<>();
        for (int at = 0; at < text.length(); ) {
            String value = null;
            if (text.charAt(at) == '"') {
                StringBuilder quoted = new StringBuilder();
                for (at++; text.charAt(at) != '"' || text.startsWith("\"\"", at); at++) {
                    at += text.charAt(at) == '"' ? 1 : 0;
                    quoted.append(text.charAt(at));
                }
                at++;
                value = quoted.toString();
            } else {
                int from = at;
                while (text.charAt(at) != ',' && text.charAt(at) != '\r') {
                    at++;
                }
                value = at == from ? null : text.substring(from, at);
            }
            record.add(value);
            if (text.charAt(at) == ',') {
                at++;
            } else if (text.startsWith("\r\n", at)) {
                at += 2;
                records.add(record);
                record = new ArrayList<>();
            } else {
                throw new IllegalArgumentException("no end of value at " + at);
            }
        }
        return records;
    }

    /** The seven fields of the head under their numbers, and the extension under its keys. */
    static Map<String, String> cef(String line) {
        Map<String, String> values = new LinkedHashMap<>();
        String rest = line;
        for (int field = 0; field < 7; field++) {
            Matcher end = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\|").matcher(rest);
            if (!end.find()) {
                throw new IllegalArgumentException("head must have seven fields, got " + field);
            }
            String raw = rest.substring(0, end.end() - 1);
            values.put(Integer.toString(field), raw.replaceAll("\\\\([\\\\|])", "$1"));
            rest = rest.substring(end.end());
        }
        Matcher key = KEY.matcher(rest);
        String name = "";
        int from = 0;
        while (key.find()) {
            if (!name.isEmpty()) {
                values.put(name, unescaped(rest.substring(from, key.start())));
            }
            name = key.group(1);
            from = key.end();
        }
        values.put(name, unescaped(rest.substring(from, rest.length() - 1)));
        return values;
    }

    private static String unescaped(String raw) {
        return Pattern.compile("\\\\(.)")
                .matcher(raw)
                .replaceAll(escape -> Matcher.quoteReplacement(
                        switch (escape.group(1)) {
                            case "n" -> "\n";
                            case "r" -> "\r";
                            default -> escape.group(1);
                        }));
    }

    static StoredEvent ndjson(String line) {
        Map<?, ?> all = (Map<?, ?>) Json.read(line);
        SecurityEvent event = new SecurityEvent(
                UUID.fromString(text(all, "id")),
                Instant.parse(text(all, "occurred_at")),
                Action.of(text(all, "action")),
                Category.valueOf(text(all, "category")),
                Outcome.valueOf(text(all, "outcome")),
                text(all, "reason"),
                Severity.valueOf(text(all, "severity")),
                maps(all, "targets").stream()
                        .map(it -> new Target(text(it, "type"), text(it, "id"), text(it, "name")))
                        .toList(),
                context(all),
                risk((Map<?, ?>) all.get("risk")),
                maps(all, "changes").stream()
                        .map(it -> new Change(text(it, "path"), text(it, "old"), text(it, "new")))
                        .toList(),
                Metadata.ofJson(Json.write(all.get("metadata"))),
                all.get("data_class") == null ? null : DataClass.valueOf(text(all, "data_class")),
                text(all, "subject_key_id"),
                number(all, "schema_version"));
        return new StoredEvent(event, Instant.parse(text(all, "recorded_at")), Origin.valueOf(text(all, "origin")));
    }

    private static RequestContext context(Map<?, ?> all) {
        Map<?, ?> actor = (Map<?, ?>) all.get("actor");
        Map<?, ?> trace = (Map<?, ?>) all.get("trace");
        String correlation = text(all, "correlation_id");
        return new RequestContext(
                new Actor(
                        ActorType.valueOf(text(actor, "type")),
                        text(actor, "id"),
                        text(actor, "name"),
                        text(actor, "session"),
                        text(actor, "on_behalf_of")),
                text(all, "tenant_id"),
                text(all, "source_ip"),
                text(all, "user_agent"),
                text(all, "geo"),
                correlation == null ? null : new CorrelationId(correlation),
                trace == null
                        ? null
                        : new TraceParent(text(trace, "trace_id"), text(trace, "span_id"), number(trace, "flags")),
                http((Map<?, ?>) all.get("http")));
    }

    private static HttpCall http(Map<?, ?> http) {
        return http == null
                ? null
                : new HttpCall(
                        text(http, "method"),
                        text(http, "route"),
                        number(http, "status"),
                        http.get("duration_us") == null
                                ? null
                                : Duration.of(
                                        ((BigDecimal) http.get("duration_us")).longValueExact(), ChronoUnit.MICROS));
    }

    private static Risk risk(Map<?, ?> risk) {
        return new Risk(
                RiskLevel.valueOf(text(risk, "level")), number(risk, "score"), (Boolean) risk.get("suspicious"));
    }

    private static List<Map<?, ?>> maps(Map<?, ?> map, String key) {
        List<Map<?, ?>> maps = new ArrayList<>();
        ((List<?>) map.get(key)).forEach(item -> maps.add((Map<?, ?>) item));
        return maps;
    }

    private static String text(Map<?, ?> map, String key) {
        return (String) map.get(key);
    }

    private static Integer number(Map<?, ?> map, String key) {
        BigDecimal number = (BigDecimal) map.get(key);
        return number == null ? null : number.intValueExact();
    }
}
