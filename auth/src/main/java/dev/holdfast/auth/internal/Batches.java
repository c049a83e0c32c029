package dev.holdfast.auth.internal;

import dev.holdfast.core.tx.HostTransaction;
import dev.holdfast.core.tx.TransactionRunner;
import java.util.function.ToIntFunction;
import org.jooq.DSLContext;

/**
 * Work on many rows, done in short transactions, so that none holds its locks for long.
 *
 * <p><em>Transaction.</em> Owns: one a batch; what a failure leaves undone is the next call's.
 *
 * @param runner owns the transactions
 * @param size the most rows of a batch
 */
public record Batches(TransactionRunner runner, int size) {
    /**
     * Does batches until one is not full.
     *
     * @param batch does one of at most {@link #size} rows, and gives how many there were
     * @return how many rows in all
     */
    public int all(ToIntFunction<DSLContext> batch) {
        int sum = 0;
        int done = size;
        while (done == size) {
            done = runner.call(own -> batch.applyAsInt(HostTransaction.join(own)));
            sum += done;
        }
        return sum;
    }
}
