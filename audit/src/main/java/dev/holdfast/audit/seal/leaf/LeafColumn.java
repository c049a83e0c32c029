package dev.holdfast.audit.seal.leaf;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A column of {@code audit_event} in the order of {@code holdfast-leaf/v1}; its tag is its place, from 1.
 *
 * <p>The order is that of the table and never changes. A column added later takes the next tag: where it is null it adds
 * nothing to a leaf, so that leaves made before it stay what they are.
 */
public enum LeafColumn {
    ID(Kind.UUID),
    RECORDED_AT(Kind.TIME),
    OCCURRED_AT(Kind.TIME),
    TX_ID(Kind.XID),
    HTTP_DURATION_US(Kind.INTEGER),
    SCHEMA_VERSION(Kind.INTEGER),
    RISK_SCORE(Kind.INTEGER),
    HTTP_STATUS(Kind.INTEGER),
    TRACE_FLAGS(Kind.INTEGER),
    SUSPICIOUS(Kind.BOOLEAN),
    ORIGIN(Kind.TEXT),
    ACTION(Kind.TEXT),
    CATEGORY(Kind.TEXT),
    OUTCOME(Kind.TEXT),
    REASON(Kind.TEXT),
    SEVERITY(Kind.TEXT),
    ACTOR_TYPE(Kind.TEXT),
    ACTOR_ID(Kind.TEXT),
    ACTOR_NAME(Kind.TEXT),
    ACTOR_SESSION(Kind.TEXT),
    ON_BEHALF_OF(Kind.TEXT),
    TARGET_TYPE(Kind.TEXT),
    TARGET_ID(Kind.TEXT),
    TARGET_NAME(Kind.TEXT),
    TENANT_ID(Kind.TEXT),
    SOURCE_IP(Kind.TEXT),
    USER_AGENT(Kind.TEXT),
    GEO(Kind.TEXT),
    CORRELATION_ID(Kind.TEXT),
    TRACE_ID(Kind.TEXT),
    SPAN_ID(Kind.TEXT),
    HTTP_METHOD(Kind.TEXT),
    HTTP_ROUTE(Kind.TEXT),
    RISK_LEVEL(Kind.TEXT),
    DATA_CLASS(Kind.TEXT),
    SUBJECT_KEY_ID(Kind.TEXT),
    TARGETS(Kind.JSON),
    CHANGE_SET(Kind.JSON),
    METADATA(Kind.JSON);

    private static final List<LeafColumn> ALL = List.of(values());

    private final Kind kind;
    private final String column;

    LeafColumn(Kind kind) {
        this.kind = kind;
        this.column = name().toLowerCase(Locale.ROOT);
    }

    /** How a column's value becomes bytes. */
    enum Kind {
        /** 16 bytes. */
        UUID,
        /** 8 bytes, signed: microseconds since 1970 in UTC. */
        TIME,
        /** 8 bytes, unsigned. */
        XID,
        /** 8 bytes, signed. */
        INTEGER,
        /** 1 byte, 0 or 1. */
        BOOLEAN,
        /** UTF-8. */
        TEXT,
        /** As {@link JsonLeaf} writes it. */
        JSON
    }

    /**
     * The columns to select for {@link LeafEncoder#encode}, in order.
     *
     * @param alias what the table is called in the query
     * @return the list for a SELECT
     */
    public static String select(String alias) {
        return ALL.stream().map(column -> alias + "." + column.column).collect(Collectors.joining(", "));
    }

    /**
     * The column's name in the table.
     *
     * @return its name
     */
    public String column() {
        return column;
    }

    static List<LeafColumn> all() {
        return ALL;
    }

    static Optional<LeafColumn> ofTag(int tag) {
        return tag >= 1 && tag <= ALL.size() ? Optional.of(ALL.get(tag - 1)) : Optional.empty();
    }

    Kind kind() {
        return kind;
    }
}
