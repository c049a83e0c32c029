package dev.holdfast.audit.record.internal.write;

import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.core.tx.TransactionRunner;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jooq.DSLContext;

/** A runner whose transactions break where the script says; when it is at its end, none does. */
final class BreakingRunner implements TransactionRunner {
    private final TransactionRunner runner;
    private final Deque<Break> script = new ArrayDeque<>();
    private int transactions;

    BreakingRunner(TransactionRunner runner, Break... script) {
        this.runner = runner;
        this.script.addAll(java.util.List.of(script));
    }

    /** Where a transaction breaks. */
    enum Break {
        /** There is no connection. */
        NO_CONNECTION,
        /** The connection ends before the commit. */
        BEFORE_COMMIT,
        /** The commit happens, its answer is lost. */
        AFTER_COMMIT
    }

    @Override
    public void run(Consumer<DSLContext> work) {
        transactions++;
        Break next = script.poll();
        if (next == Break.NO_CONNECTION) {
            throw failure("08001");
        }
        runner.run(tx -> {
            work.accept(tx);
            if (next == Break.BEFORE_COMMIT) {
                throw failure("08006");
            }
        });
        if (next == Break.AFTER_COMMIT) {
            throw failure("57P01");
        }
    }

    int transactions() {
        return transactions;
    }

    private static DatabaseException failure(String state) {
        return DatabaseException.of("broken by the test", new SQLException("connection ended", state));
    }
}
