package dev.holdfast.examples.markenmate.step;

import dev.holdfast.core.tx.TransactionRunner;
import java.util.List;

/**
 * The log's tables as they were at a moment, as a backup has them; dropped when it is closed.
 *
 * @param jobs owns the transactions
 */
record LogCopy(TransactionRunner jobs) implements AutoCloseable {
    private static final List<String> TABLES =
            List.of("audit_event", "audit_leaf", "audit_tile", "audit_checkpoint", "audit_tree", "audit_restore");

    static LogCopy take(TransactionRunner jobs) {
        jobs.run(tx -> {
            tx.execute("CREATE SCHEMA last_night");
            TABLES.forEach(table -> tx.execute("CREATE TABLE last_night." + table + " AS TABLE holdfast." + table));
        });
        return new LogCopy(jobs);
    }

    /** Puts the log back to where it was: transaction ids, snapshots, tiles and all. */
    void putBack() {
        jobs.run(tx -> {
            tx.execute("TRUNCATE holdfast." + String.join(", holdfast.", TABLES));
            TABLES.forEach(table -> tx.execute("INSERT INTO holdfast." + table + " TABLE last_night." + table));
        });
    }

    @Override
    public void close() {
        jobs.run(tx -> tx.execute("DROP SCHEMA last_night CASCADE"));
    }
}
