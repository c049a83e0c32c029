package dev.holdfast.audit.record.internal.row;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The columns of a row and their types, in the order in which they stand in its bytes: layout {@value #VERSION}.
 *
 * <p>Spools hold rows of this layout, and outlive the program that wrote them: a column is never moved, retyped or taken
 * out. A new one makes a new layout, and this one stays readable.
 */
public enum RowLayout {
    ID("id", Type.UUID),
    OCCURRED_AT("occurred_at", Type.TIMESTAMPTZ),
    SCHEMA_VERSION("schema_version", Type.INT2),
    ACTION("action", Type.TEXT),
    CATEGORY("category", Type.TEXT),
    OUTCOME("outcome", Type.TEXT),
    REASON("reason", Type.TEXT),
    SEVERITY("severity", Type.TEXT),
    TARGET_TYPE("target_type", Type.TEXT),
    TARGET_ID("target_id", Type.TEXT),
    TARGET_NAME("target_name", Type.TEXT),
    TARGETS("targets", Type.JSONB),
    CHANGE_SET("change_set", Type.JSONB),
    METADATA("metadata", Type.JSONB),
    RISK_LEVEL("risk_level", Type.TEXT),
    RISK_SCORE("risk_score", Type.INT2),
    SUSPICIOUS("suspicious", Type.BOOL),
    DATA_CLASS("data_class", Type.TEXT),
    SUBJECT_KEY_ID("subject_key_id", Type.TEXT),
    ACTOR_TYPE("actor_type", Type.TEXT),
    ACTOR_ID("actor_id", Type.TEXT),
    ACTOR_NAME("actor_name", Type.TEXT),
    ACTOR_SESSION("actor_session", Type.TEXT),
    ON_BEHALF_OF("on_behalf_of", Type.TEXT),
    TENANT_ID("tenant_id", Type.TEXT),
    SOURCE_IP("source_ip", Type.INET),
    USER_AGENT("user_agent", Type.TEXT),
    GEO("geo", Type.TEXT),
    CORRELATION_ID("correlation_id", Type.TEXT),
    TRACE_ID("trace_id", Type.TEXT),
    SPAN_ID("span_id", Type.TEXT),
    TRACE_FLAGS("trace_flags", Type.INT2),
    HTTP_METHOD("http_method", Type.TEXT),
    HTTP_ROUTE("http_route", Type.TEXT),
    HTTP_STATUS("http_status", Type.INT2),
    HTTP_DURATION_US("http_duration_us", Type.INT8),
    ORIGIN("origin", Type.TEXT);

    /** The layout's number, as a spool's segments name it. */
    public static final int VERSION = 1;

    private static final RowLayout[] ALL = values();

    private final String column;
    private final Type type;

    RowLayout(String column, Type type) {
        this.column = column;
        this.type = type;
    }

    /** PostgreSQL's types, by the binary form of their values. */
    public enum Type {
        /** 16 bytes. */
        UUID,
        /** Eight bytes: microseconds since 2000-01-01 UTC. */
        TIMESTAMPTZ,
        /** Two bytes. */
        INT2,
        /** Eight bytes. */
        INT8,
        /** One byte, 0 or 1. */
        BOOL,
        /** UTF-8. */
        TEXT,
        /** One byte, the version 1, and JSON in UTF-8. */
        JSONB,
        /** Family (2 or 3), bits, 0, length, and the address. */
        INET
    }

    /** The column's name. */
    public String column() {
        return column;
    }

    /** The column's type. */
    public Type type() {
        return type;
    }

    /** How many columns there are. */
    public static int columns() {
        return ALL.length;
    }

    /**
     * The columns' names as SQL.
     *
     * @param prefix put before each, such as {@code "e."}
     * @return the names with commas between
     */
    public static String list(String prefix) {
        return Arrays.stream(ALL).map(each -> prefix + each.column).collect(Collectors.joining(", "));
    }
}
