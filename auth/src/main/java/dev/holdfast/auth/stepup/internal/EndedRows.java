package dev.holdfast.auth.stepup.internal;

import dev.holdfast.auth.internal.Conflicts;
import dev.holdfast.auth.internal.JoinedSql;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.tx.TransactionRunner;
import java.time.Instant;

/**
 * Deletes what no refusal needs any more; owns one short transaction a batch.
 *
 * <p><em>Concurrency.</em> Safe on several nodes at once: each skips the rows another is deleting. Thread-safe.
 */
public final class EndedRows {
    /** The most rows one transaction deletes. */
    static final int BATCH = 500;

    /** The most batches of one table in one call: the rest is for the next call. */
    static final int MAX_BATCHES = 200;

    private final String tokens;
    private final String jtis;
    private final String marks;

    /**
     * The ended rows of a namespace.
     *
     * @param namespace where the tables are
     */
    public EndedRows(Namespace namespace) {
        this.tokens = batch(namespace.sql(StepUpTokenTable.NAME), "id", "expires_at");
        this.jtis = batch(namespace.sql(StepUpJtiTable.NAME), "jti", "expires_at");
        this.marks = batch(namespace.sql(StepUpRevocationTable.NAME), "ctid", "not_before");
    }

    /**
     * Deletes in batches until nothing is left, or 100,000 rows of a table are gone.
     *
     * @param runner owns the transactions
     * @param endedUntil tokens and ids that expired at this time or before go
     * @param markedUntil marks set at this time or before go
     * @return how many rows
     */
    public int delete(TransactionRunner runner, Instant endedUntil, Instant markedUntil) {
        return all(runner, tokens, endedUntil) + all(runner, jtis, endedUntil) + all(runner, marks, markedUntil);
    }

    private static int all(TransactionRunner runner, String sql, Instant until) {
        int sum = 0;
        int deleted = BATCH;
        for (int batches = 0; deleted == BATCH && batches < MAX_BATCHES; batches++) {
            deleted = one(runner, sql, until);
            sum += deleted;
        }
        return sum;
    }

    /** At REPEATABLE READ it is an error that another node was at the same rows: they are gone, or next time. */
    private static int one(TransactionRunner runner, String sql, Instant until) {
        return Conflicts.unlessConflict(
                () -> runner.call(tx ->
                        JoinedSql.update(tx, sql, binds -> binds.time(until).number(BATCH))),
                () -> 0);
    }

    /** MATERIALIZED, since a sub-select with a limit could be run once a row and delete more than it should. */
    private static String batch(String table, String key, String time) {
        return "WITH ended AS MATERIALIZED (SELECT " + key + " AS found FROM " + table + " WHERE " + time + " <= ?"
                + " ORDER BY " + time + " LIMIT ? FOR UPDATE SKIP LOCKED)"
                + " DELETE FROM " + table + " AS t USING ended WHERE t." + key + " = ended.found";
    }
}
