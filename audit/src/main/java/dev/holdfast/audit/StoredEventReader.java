package dev.holdfast.audit;

import static dev.holdfast.audit.AuditEventTable.ACTION;
import static dev.holdfast.audit.AuditEventTable.ACTOR_ID;
import static dev.holdfast.audit.AuditEventTable.ACTOR_NAME;
import static dev.holdfast.audit.AuditEventTable.ACTOR_SESSION;
import static dev.holdfast.audit.AuditEventTable.ACTOR_TYPE;
import static dev.holdfast.audit.AuditEventTable.APPENDED;
import static dev.holdfast.audit.AuditEventTable.CATEGORY;
import static dev.holdfast.audit.AuditEventTable.CHANGE_SET;
import static dev.holdfast.audit.AuditEventTable.CORRELATION_ID;
import static dev.holdfast.audit.AuditEventTable.DATA_CLASS;
import static dev.holdfast.audit.AuditEventTable.GEO;
import static dev.holdfast.audit.AuditEventTable.HTTP_DURATION_US;
import static dev.holdfast.audit.AuditEventTable.HTTP_METHOD;
import static dev.holdfast.audit.AuditEventTable.HTTP_ROUTE;
import static dev.holdfast.audit.AuditEventTable.HTTP_STATUS;
import static dev.holdfast.audit.AuditEventTable.ID;
import static dev.holdfast.audit.AuditEventTable.METADATA;
import static dev.holdfast.audit.AuditEventTable.OCCURRED_AT;
import static dev.holdfast.audit.AuditEventTable.ON_BEHALF_OF;
import static dev.holdfast.audit.AuditEventTable.ORIGIN;
import static dev.holdfast.audit.AuditEventTable.OUTCOME;
import static dev.holdfast.audit.AuditEventTable.REASON;
import static dev.holdfast.audit.AuditEventTable.RECORDED_AT;
import static dev.holdfast.audit.AuditEventTable.RISK_LEVEL;
import static dev.holdfast.audit.AuditEventTable.RISK_SCORE;
import static dev.holdfast.audit.AuditEventTable.SCHEMA_VERSION;
import static dev.holdfast.audit.AuditEventTable.SEVERITY;
import static dev.holdfast.audit.AuditEventTable.SOURCE_IP;
import static dev.holdfast.audit.AuditEventTable.SPAN_ID;
import static dev.holdfast.audit.AuditEventTable.SUBJECT_KEY_ID;
import static dev.holdfast.audit.AuditEventTable.SUSPICIOUS;
import static dev.holdfast.audit.AuditEventTable.TARGETS;
import static dev.holdfast.audit.AuditEventTable.TENANT_ID;
import static dev.holdfast.audit.AuditEventTable.TRACE_FLAGS;
import static dev.holdfast.audit.AuditEventTable.TRACE_ID;
import static dev.holdfast.audit.AuditEventTable.USER_AGENT;

import dev.holdfast.audit.internal.EventJson;
import dev.holdfast.core.context.Actor;
import dev.holdfast.core.context.ActorType;
import dev.holdfast.core.context.CorrelationId;
import dev.holdfast.core.context.HttpCall;
import dev.holdfast.core.context.RequestContext;
import dev.holdfast.core.context.TraceParent;
import dev.holdfast.core.event.Action;
import dev.holdfast.core.event.Category;
import dev.holdfast.core.event.DataClass;
import dev.holdfast.core.event.Metadata;
import dev.holdfast.core.event.Outcome;
import dev.holdfast.core.event.Risk;
import dev.holdfast.core.event.RiskLevel;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.event.Severity;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectField;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** Makes an event of a row again. */
final class StoredEventReader {
    /** The address without the network's length that PostgreSQL may print with it. */
    private static final Field<String> SOURCE_ADDRESS =
            DSL.field("host({0})", SQLDataType.CLOB, SOURCE_IP).as("source_address");

    /** The columns that {@link #read} needs. */
    static final List<SelectField<?>> FIELDS = fields();

    private StoredEventReader() {}

    static StoredEvent read(Record row) {
        try {
            return new StoredEvent(
                    event(row), row.get(RECORDED_AT).toInstant(), StoredEvent.Origin.valueOf(row.get(ORIGIN)));
        } catch (IllegalArgumentException e) {
            // Without the cause: its message can quote the row.
            throw new IllegalStateException("event " + row.get(ID) + " is stored as no event of the model:"
                    + " it was changed by other means than the log, compare it with a backup");
        }
    }

    private static SecurityEvent event(Record row) {
        return new SecurityEvent(
                row.get(ID),
                row.get(OCCURRED_AT).toInstant(),
                Action.of(row.get(ACTION)),
                Category.valueOf(row.get(CATEGORY)),
                Outcome.valueOf(row.get(OUTCOME)),
                row.get(REASON),
                Severity.valueOf(row.get(SEVERITY)),
                EventJson.targets(row.get(TARGETS).data()),
                context(row),
                new Risk(RiskLevel.valueOf(row.get(RISK_LEVEL)), row.get(RISK_SCORE), row.get(SUSPICIOUS)),
                EventJson.changes(row.get(CHANGE_SET).data()),
                Metadata.ofJson(row.get(METADATA).data()),
                dataClass(row.get(DATA_CLASS)),
                row.get(SUBJECT_KEY_ID),
                row.get(SCHEMA_VERSION));
    }

    private static RequestContext context(Record row) {
        String correlation = row.get(CORRELATION_ID);
        return new RequestContext(
                new Actor(
                        ActorType.valueOf(row.get(ACTOR_TYPE)),
                        row.get(ACTOR_ID),
                        row.get(ACTOR_NAME),
                        row.get(ACTOR_SESSION),
                        row.get(ON_BEHALF_OF)),
                row.get(TENANT_ID),
                row.get(SOURCE_ADDRESS),
                row.get(USER_AGENT),
                row.get(GEO),
                correlation == null ? null : new CorrelationId(correlation),
                trace(row),
                http(row));
    }

    private static @Nullable TraceParent trace(Record row) {
        String traceId = row.get(TRACE_ID);
        return traceId == null ? null : new TraceParent(traceId, row.get(SPAN_ID), row.get(TRACE_FLAGS));
    }

    private static @Nullable HttpCall http(Record row) {
        String method = row.get(HTTP_METHOD);
        Short status = row.get(HTTP_STATUS);
        Long micros = row.get(HTTP_DURATION_US);
        return method == null
                ? null
                : new HttpCall(
                        method,
                        row.get(HTTP_ROUTE),
                        status == null ? null : status.intValue(),
                        micros == null ? null : Duration.of(micros, ChronoUnit.MICROS));
    }

    private static @Nullable DataClass dataClass(@Nullable String name) {
        return name == null ? null : DataClass.valueOf(name);
    }

    private static List<SelectField<?>> fields() {
        List<SelectField<?>> fields = new ArrayList<>(APPENDED);
        fields.remove(SOURCE_IP);
        fields.add(SOURCE_ADDRESS);
        fields.add(RECORDED_AT);
        fields.add(ORIGIN);
        return List.copyOf(fields);
    }
}
