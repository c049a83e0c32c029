package dev.holdfast.audit.hold.internal;

import dev.holdfast.core.Namespace;

/**
 * The conditions by which an active legal hold names events, as SQL: one wording for all who must obey it. The times in it
 * are those of the events and of the hold, never the present one.
 */
public final class HoldSql {
    /** A hold and an event. An event is named by whoever did it or had it done, and by each of its targets. */
    private static final String NAMES = """
            h.lifted_at IS NULL
            AND (h.tenant_id IS NULL OR h.tenant_id = %1$s.tenant_id)
            AND (h.actor_id IS NULL OR h.actor_id = %1$s.actor_id OR h.actor_id = %1$s.on_behalf_of)
            AND (h.target_id IS NULL OR (h.target_type, h.target_id) = (%1$s.target_type, %1$s.target_id)
                OR %1$s.targets @> jsonb_build_array(jsonb_build_object('type', h.target_type, 'id', h.target_id)))
            AND (h.category IS NULL OR h.category = %1$s.category)
            AND %1$s.occurred_at >= h.occurred_from AND %1$s.occurred_at < h.occurred_until""";

    /** A hold and a month whose events are not at hand; an event may have occurred a day before or after the time in its id. */
    private static final String MAY_NAME = """
            h.lifted_at IS NULL
            AND h.occurred_from < (%1$s + interval '1 month') AT TIME ZONE 'UTC' + interval '24 hours'
            AND h.occurred_until > %1$s::timestamp AT TIME ZONE 'UTC' - interval '24 hours'""";

    private HoldSql() {}

    /**
     * Lets nobody set or lift a hold until the transaction ends; to be the first statement of it, since at REPEATABLE READ a
     * later one would wait and still not see what it has waited for.
     *
     * @param namespace where the log's tables are
     * @return a statement
     */
    public static String lock(Namespace namespace) {
        return "LOCK TABLE " + table(namespace) + " IN SHARE MODE";
    }

    /**
     * That a hold {@code h} names an event.
     *
     * @param event the alias of the event's row
     * @return a condition
     */
    public static String names(String event) {
        return NAMES.formatted(event);
    }

    /**
     * That a hold {@code h} may name an event of an archived month.
     *
     * @param month an expression of type date, the month's first day
     * @return a condition
     */
    public static String mayName(String month) {
        return MAY_NAME.formatted(month);
    }

    /**
     * That a hold names an event of a table.
     *
     * @param namespace where the log's tables are
     * @param events the table's qualified name
     * @return a condition
     */
    public static String anyOf(Namespace namespace, String events) {
        return "EXISTS (SELECT FROM " + table(namespace) + " h WHERE EXISTS (SELECT FROM " + events + " e WHERE "
                + names("e") + "))";
    }

    /**
     * That a hold may name an event of an archived month; takes a parameter, the names of the categories in it as {@code text[]}.
     *
     * @param namespace where the log's tables are
     * @param month an expression of type date, the month's first day
     * @return a condition
     */
    public static String mayNameAny(Namespace namespace, String month) {
        return "EXISTS (SELECT FROM " + table(namespace) + " h WHERE " + mayName(month)
                + " AND (h.category IS NULL OR h.category = ANY (?::text[])))";
    }

    /**
     * The table of holds.
     *
     * @param namespace where the log's tables are
     * @return its qualified name
     */
    public static String table(Namespace namespace) {
        return namespace.sql("audit_hold");
    }
}
