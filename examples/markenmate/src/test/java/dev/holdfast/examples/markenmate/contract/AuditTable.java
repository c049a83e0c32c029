package dev.holdfast.examples.markenmate.contract;

import dev.holdfast.core.event.AuditSink;
import dev.holdfast.core.event.Change;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.event.Target;
import dev.holdfast.core.json.Json;
import dev.holdfast.core.tx.HostTransaction;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** A sink into the host's own table: what is searched for stands in columns, the rest in one document. Thread-safe. */
final class AuditTable implements AuditSink {
    static final String DDL = """
            CREATE TABLE app_audit (
                id          uuid        CONSTRAINT app_audit_pkey PRIMARY KEY,
                occurred_at timestamptz NOT NULL,
                action      text        NOT NULL,
                outcome     text        NOT NULL,
                json        jsonb       NOT NULL
            )""";

    private static final String INSERT = "INSERT INTO app_audit (id, occurred_at, action, outcome, json)"
            + " VALUES (?, CAST(? AS timestamptz), ?, ?, CAST(? AS jsonb))";

    @Override
    public void append(DSLContext tx, SecurityEvent event) {
        int unused = HostTransaction.join(tx)
                .execute(
                        INSERT,
                        event.id(),
                        event.occurredAt().atOffset(ZoneOffset.UTC),
                        event.action().name(),
                        event.outcome().name(),
                        Json.write(document(event)));
    }

    private static Map<String, @Nullable Object> document(SecurityEvent event) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("actor", event.actor().id());
        document.put("reason", event.reason());
        document.put("severity", event.severity().name());
        document.put("targets", event.targets().stream().map(AuditTable::target).toList());
        document.put("changes", event.changes().stream().map(AuditTable::change).toList());
        document.put("metadata", event.metadata().values());
        return document;
    }

    private static List<String> target(Target target) {
        return List.of(target.type(), target.id());
    }

    private static Map<String, @Nullable Object> change(Change change) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("path", change.path());
        fields.put("old", change.oldValue());
        fields.put("new", change.newValue());
        return fields;
    }
}
