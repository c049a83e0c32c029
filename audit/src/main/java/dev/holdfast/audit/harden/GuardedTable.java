package dev.holdfast.audit.harden;

import dev.holdfast.audit.internal.GuardTrigger;
import java.util.List;

/** The tables of the log, and which triggers each bears. A table that is not here is neither closed nor checked. */
enum GuardedTable {
    LOG("audit_event"),
    /** Each attached partition of the log. */
    MONTH(""),
    LEAF("audit_leaf"),
    TILE("audit_tile"),
    /** Of one size the newer signature takes the place of the older, so rows may change. */
    CHECKPOINT("audit_checkpoint"),
    TREE("audit_tree");

    private final String table;

    GuardedTable(String table) {
        this.table = table;
    }

    /** The local name; empty for months, which have many. */
    String table() {
        return table;
    }

    List<GuardTrigger> triggers() {
        return switch (this) {
            case LOG -> List.of(GuardTrigger.LOG);
            case MONTH, LEAF -> GuardTrigger.ofMonth();
            case TILE -> List.of(GuardTrigger.DELETE, GuardTrigger.GROW, GuardTrigger.TRUNCATE);
            case CHECKPOINT, TREE -> List.of(GuardTrigger.DELETE, GuardTrigger.TRUNCATE);
        };
    }
}
