package dev.holdfast.core.tx;

import java.util.function.Consumer;
import org.jooq.ConnectionProvider;
import org.jooq.DSLContext;
import org.jooq.impl.DefaultConnectionProvider;

/** Owns transactions through jOOQ's transaction API. */
final class JooqRunner implements TransactionRunner {
    private final DSLContext dsl;

    private JooqRunner(DSLContext dsl) {
        this.dsl = dsl;
    }

    static JooqRunner over(DSLContext dsl) {
        ConnectionProvider provider = dsl.configuration().connectionProvider();
        if (provider instanceof DefaultConnectionProvider) {
            throw new IllegalArgumentException(
                    "dsl must take its connections from a data source, got one fixed connection:"
                            + " jOOQ would commit the transaction that is open on it; use TransactionRunner.over(dataSource)");
        }
        return new JooqRunner(dsl);
    }

    @Override
    public void run(Consumer<DSLContext> work) {
        dsl.transaction(configuration -> work.accept(configuration.dsl()));
    }
}
