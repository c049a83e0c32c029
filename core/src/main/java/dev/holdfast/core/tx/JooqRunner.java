package dev.holdfast.core.tx;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.jooq.Configuration;
import org.jooq.ConnectionProvider;
import org.jooq.DSLContext;
import org.jooq.impl.DefaultConnectionProvider;
import org.jooq.impl.DefaultTransactionProvider;

/** Owns transactions through jOOQ's transaction API. */
final class JooqRunner implements TransactionRunner {
    private final DSLContext dsl;

    private JooqRunner(DSLContext dsl) {
        this.dsl = dsl;
    }

    static JooqRunner over(DSLContext dsl) {
        Configuration configuration = dsl.configuration();
        if (configuration.connectionProvider() instanceof DefaultConnectionProvider) {
            throw new IllegalArgumentException(
                    "dsl must take its connections from a data source, got one fixed connection:"
                            + " jOOQ would commit the transaction that is open on it; use TransactionRunner.over(dataSource)");
        }
        // Others join what is open on the thread: Spring's by a savepoint, jOOQ's own thread-local one as well.
        if (!(configuration.transactionProvider() instanceof DefaultTransactionProvider)) {
            throw new IllegalArgumentException("dsl must have jOOQ's default transaction provider, got "
                    + configuration.transactionProvider().getClass().getName()
                    + ": hand in a lambda that begins a new transaction with the host's manager");
        }
        return new JooqRunner(dsl);
    }

    @Override
    public void run(Consumer<DSLContext> work) {
        requireFresh(dsl.configuration().connectionProvider());
        dsl.transaction(configuration -> {
            ConflictNote note = ConflictNote.on(configuration);
            work.accept(configuration.dsl());
            configuration.dsl().connection(connection -> OwnedConnection.requireUnbroken(connection, note));
        });
    }

    private static void requireFresh(ConnectionProvider provider) {
        Connection connection = provider.acquire();
        if (connection == null) {
            throw new IllegalStateException("dsl must have a connection, but its provider gave none");
        }
        try {
            OwnedConnection.requireFresh(connection);
        } catch (SQLException e) {
            throw DatabaseException.of("transaction could not begin", e);
        } finally {
            provider.release(connection);
        }
    }
}
