package dev.holdfast.core.tx;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jooq.DSLContext;

/**
 * Runs work in a transaction of its own: the port for everything that <em>owns</em> its transaction.
 *
 * <p>A method of Holdfast that takes a {@code DSLContext tx} first <em>joins</em> that transaction and never begins,
 * commits or rolls back. What must outlive a rollback (a denial, an attempt counter), and batch jobs, hold a runner
 * instead. A host with a transaction manager of its own hands in a lambda; with Spring:
 *
 * <pre>{@code
 * TransactionRunner runner = work -> requiresNew.executeWithoutResult(status -> work.accept(dsl));
 * }</pre>
 *
 * <p>The ready forms do not commit a transaction that a failed statement has broken: when the work met a conflict and
 * returned it as a value, they throw it as a {@link DatabaseException} ({@link SqlState#isConflict}), so that whoever
 * repeats transactions repeats this one.
 *
 * <p><em>Contract.</em> {@link #run} begins a new transaction even when the thread has one open, calls the work exactly
 * once, commits when it returns, and rolls back and rethrows when it throws. Implementations are thread-safe. The ready
 * forms also throw when the work swallowed a statement's failure: PostgreSQL then answers COMMIT by rolling back, and its
 * driver says nothing of it.
 */
@FunctionalInterface
public interface TransactionRunner {
    /**
     * Runs the work in a new transaction.
     *
     * @param work gets the transaction; called exactly once
     */
    void run(Consumer<DSLContext> work);

    /**
     * Runs the work in a new transaction and gives its result, after the commit.
     *
     * @param work gets the transaction; called exactly once
     * @param <T> the result's type
     * @return what the work returned
     */
    @SuppressWarnings("NullAway") // run calls the work exactly once, so the result has been set
    default <T> T call(Function<DSLContext, T> work) {
        AtomicReference<T> result = new AtomicReference<>();
        run(tx -> result.set(work.apply(tx)));
        return result.get();
    }

    /**
     * A runner that takes a connection from a data source for each transaction.
     *
     * <p>Evidence and counters want a small pool of their own: a request that holds a connection of the host's pool
     * and waits for a second one of the same pool starves it.
     *
     * <p>Whatever the work throws comes out as it is; a rollback that fails as well is added to it as suppressed. A
     * connection that breaks after the commit is logged, and the call returns: the commit stands.
     *
     * @param dataSource where connections come from, each its own; isolation level and autocommit are left as they are. One
     *     that hands out the connection of a running transaction is refused at {@link #run} with an
     *     {@link IllegalStateException}
     * @return the runner
     */
    static TransactionRunner over(DataSource dataSource) {
        return new DataSourceRunner(dataSource);
    }

    /**
     * A runner on jOOQ's own transactions.
     *
     * @param dsl a context that takes a connection for each transaction
     * @return the runner
     * @throws IllegalArgumentException when the context stands on one fixed connection: jOOQ would commit whatever
     *     transaction is open there; or when its transaction provider is not jOOQ's default: others join what is open
     */
    static TransactionRunner over(DSLContext dsl) {
        return JooqRunner.over(dsl);
    }
}
