package dev.holdfast.audit.internal;

import dev.holdfast.core.Namespace;
import java.util.List;

/**
 * A trigger that keeps a table of the log from being changed.
 *
 * <p>Each is set on each table by itself and never inherited: a trigger that a month has from the log's table goes when the
 * month is detached, TRUNCATE triggers are not inherited at all, and one on the log's table alone does not fire for a
 * statement that names the month. Row triggers, since logical replication fires no others. All of them {@code ENABLE
 * ALWAYS}: others do not fire under {@code session_replication_role = replica}.
 *
 * @see <a href="https://www.postgresql.org/docs/15/sql-createtrigger.html">PostgreSQL, CREATE TRIGGER</a>
 */
public enum GuardTrigger {
    /** Statements that name the log itself; also those that find no row. */
    LOG("audit_no_change", "UPDATE OR DELETE OR TRUNCATE", "STATEMENT", 58),
    /** Rows of a month or a leaf. */
    ROW("audit_append_only", "UPDATE OR DELETE", "ROW", 27),
    /** Rows of the tree's tables in which the sealer writes anew. */
    DELETE("audit_no_delete", "DELETE", "ROW", 11),
    /** Tiles. */
    GROW("audit_grow_only", "UPDATE", "ROW", 19),
    /** Whole tables. */
    TRUNCATE("audit_no_truncate", "TRUNCATE", "STATEMENT", 34);

    private final String trigger;
    private final String events;
    private final String level;
    private final int type;

    GuardTrigger(String trigger, String events, String level, int type) {
        this.trigger = trigger;
        this.events = events;
        this.level = level;
        this.type = type;
    }

    /** What a month bears. */
    public static List<GuardTrigger> ofMonth() {
        return List.of(ROW, TRUNCATE);
    }

    /** The trigger's name: one of its table's own, so without a prefix. */
    public String trigger() {
        return trigger;
    }

    /** The local name of the function it calls. */
    public String function() {
        return this == GROW ? "audit_grow_only" : "audit_append_only";
    }

    /** What {@code pg_trigger.tgtype} says of it. */
    public int type() {
        return type;
    }

    /** Makes it, or makes it what it should be. */
    public String create(Namespace namespace, String table) {
        return "CREATE OR REPLACE TRIGGER " + trigger + " BEFORE " + events + " ON " + table + " FOR EACH " + level
                + " EXECUTE FUNCTION " + namespace.sql(function()) + "()";
    }

    /** Lets it fire whatever a session says. */
    public String enable(String table) {
        return "ALTER TABLE " + table + " ENABLE ALWAYS TRIGGER " + trigger;
    }
}
