package dev.holdfast.audit.harden;

import dev.holdfast.audit.internal.GuardTrigger;
import java.util.List;

/** The tables of the log, and which triggers each bears. */
enum GuardedTable {
    LOG("audit_event", GuardTrigger.LOG),
    /** Each attached partition of the log. */
    MONTH("", GuardTrigger.ROW, GuardTrigger.TRUNCATE),
    LEAF("audit_leaf", GuardTrigger.ROW, GuardTrigger.TRUNCATE),
    TILE("audit_tile", GuardTrigger.DELETE, GuardTrigger.GROW, GuardTrigger.TRUNCATE),
    /** Of one size the newer signature takes the place of the older, so rows may change. */
    CHECKPOINT("audit_checkpoint", GuardTrigger.DELETE, GuardTrigger.TRUNCATE),
    TREE("audit_tree", GuardTrigger.DELETE, GuardTrigger.TRUNCATE);

    private final String table;
    private final List<GuardTrigger> triggers;

    GuardedTable(String table, GuardTrigger... triggers) {
        this.table = table;
        this.triggers = List.of(triggers);
    }

    /** The local name; empty for months, which have many. */
    String table() {
        return table;
    }

    List<GuardTrigger> triggers() {
        return triggers;
    }
}
