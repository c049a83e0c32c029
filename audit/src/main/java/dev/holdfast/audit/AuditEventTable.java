package dev.holdfast.audit;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The columns of {@code audit_event}. */
final class AuditEventTable {
    static final String NAME = "audit_event";

    static final Field<UUID> ID = column("id", SQLDataType.UUID);
    static final Field<OffsetDateTime> RECORDED_AT = column("recorded_at", SQLDataType.TIMESTAMPWITHTIMEZONE);
    static final Field<OffsetDateTime> OCCURRED_AT = column("occurred_at", SQLDataType.TIMESTAMPWITHTIMEZONE);
    static final Field<Long> HTTP_DURATION_US = column("http_duration_us", SQLDataType.BIGINT);
    static final Field<Short> SCHEMA_VERSION = column("schema_version", SQLDataType.SMALLINT);
    static final Field<Short> RISK_SCORE = column("risk_score", SQLDataType.SMALLINT);
    static final Field<Short> HTTP_STATUS = column("http_status", SQLDataType.SMALLINT);
    static final Field<Short> TRACE_FLAGS = column("trace_flags", SQLDataType.SMALLINT);
    static final Field<Boolean> SUSPICIOUS = column("suspicious", SQLDataType.BOOLEAN);
    static final Field<String> ORIGIN = text("origin");
    static final Field<String> ACTION = text("action");
    static final Field<String> CATEGORY = text("category");
    static final Field<String> OUTCOME = text("outcome");
    static final Field<String> REASON = text("reason");
    static final Field<String> SEVERITY = text("severity");
    static final Field<String> ACTOR_TYPE = text("actor_type");
    static final Field<String> ACTOR_ID = text("actor_id");
    static final Field<String> ACTOR_NAME = text("actor_name");
    static final Field<String> ACTOR_SESSION = text("actor_session");
    static final Field<String> ON_BEHALF_OF = text("on_behalf_of");
    static final Field<String> TARGET_TYPE = text("target_type");
    static final Field<String> TARGET_ID = text("target_id");
    static final Field<String> TARGET_NAME = text("target_name");
    static final Field<String> TENANT_ID = text("tenant_id");
    static final Field<Object> SOURCE_IP = column("source_ip", SQLDataType.OTHER);
    static final Field<String> USER_AGENT = text("user_agent");
    static final Field<String> GEO = text("geo");
    static final Field<String> CORRELATION_ID = text("correlation_id");
    static final Field<String> TRACE_ID = text("trace_id");
    static final Field<String> SPAN_ID = text("span_id");
    static final Field<String> HTTP_METHOD = text("http_method");
    static final Field<String> HTTP_ROUTE = text("http_route");
    static final Field<String> RISK_LEVEL = text("risk_level");
    static final Field<String> DATA_CLASS = text("data_class");
    static final Field<String> SUBJECT_KEY_ID = text("subject_key_id");
    static final Field<JSONB> TARGETS = column("targets", SQLDataType.JSONB);
    static final Field<JSONB> CHANGE_SET = column("change_set", SQLDataType.JSONB);
    static final Field<JSONB> METADATA = column("metadata", SQLDataType.JSONB);

    /** Set by the database alone; not read back. */
    static final Field<Object> TX_ID = column("tx_id", SQLDataType.OTHER);

    /** What an append binds, in the order in which {@link EventBinder} binds it; the rest has defaults. */
    static final List<Field<?>> APPENDED = List.of(
            ID,
            OCCURRED_AT,
            SCHEMA_VERSION,
            ACTION,
            CATEGORY,
            OUTCOME,
            REASON,
            SEVERITY,
            TARGET_TYPE,
            TARGET_ID,
            TARGET_NAME,
            TARGETS,
            CHANGE_SET,
            METADATA,
            RISK_LEVEL,
            RISK_SCORE,
            SUSPICIOUS,
            DATA_CLASS,
            SUBJECT_KEY_ID,
            ACTOR_TYPE,
            ACTOR_ID,
            ACTOR_NAME,
            ACTOR_SESSION,
            ON_BEHALF_OF,
            TENANT_ID,
            SOURCE_IP,
            USER_AGENT,
            GEO,
            CORRELATION_ID,
            TRACE_ID,
            SPAN_ID,
            TRACE_FLAGS,
            HTTP_METHOD,
            HTTP_ROUTE,
            HTTP_STATUS,
            HTTP_DURATION_US);

    /** What the database fills in when an event is appended. */
    static final List<Field<?>> DEFAULTED = List.of(RECORDED_AT, TX_ID, ORIGIN);

    private AuditEventTable() {}

    private static Field<String> text(String name) {
        return column(name, SQLDataType.CLOB);
    }

    private static <T> Field<T> column(String name, DataType<T> type) {
        return DSL.field(DSL.name(name), type);
    }
}
