package dev.holdfast.core.tx;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The kinds of host: how each runs its own transactions, and the runner it hands to Holdfast. */
enum HostKind {
    /** Plain JDBC over a pool. */
    JDBC {
        @Override
        TransactionRunner runner(DataSource pool) {
            return TransactionRunner.over(pool);
        }

        @Override
        void transaction(DataSource pool, Consumer<DSLContext> work) {
            try (Connection connection = pool.getConnection()) {
                connection.setAutoCommit(false);
                try {
                    work.accept(DSL.using(connection, SQLDialect.POSTGRES));
                    connection.commit();
                } catch (Throwable failure) {
                    connection.rollback();
                    throw failure;
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    },
    /** jOOQ's own transactions. */
    JOOQ {
        @Override
        TransactionRunner runner(DataSource pool) {
            return TransactionRunner.over(DSL.using(pool, SQLDialect.POSTGRES));
        }

        @Override
        void transaction(DataSource pool, Consumer<DSLContext> work) {
            DSL.using(pool, SQLDialect.POSTGRES).transaction(configuration -> work.accept(configuration.dsl()));
        }
    },
    /** Spring's transaction manager. */
    SPRING {
        @Override
        TransactionRunner runner(DataSource pool) {
            TransactionTemplate requiresNew = new TransactionTemplate(new DataSourceTransactionManager(pool));
            requiresNew.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
            DSLContext dsl = springContext(pool);
            return work -> requiresNew.executeWithoutResult(status -> work.accept(dsl));
        }

        @Override
        void transaction(DataSource pool, Consumer<DSLContext> work) {
            new TransactionTemplate(new DataSourceTransactionManager(pool))
                    .executeWithoutResult(status -> work.accept(springContext(pool)));
        }
    };

    /** The runner that such a host hands in. */
    abstract TransactionRunner runner(DataSource pool);

    /** The host's ordinary transaction. */
    abstract void transaction(DataSource pool, Consumer<DSLContext> work);

    static DSLContext springContext(DataSource pool) {
        return DSL.using(new TransactionAwareDataSourceProxy(pool), SQLDialect.POSTGRES);
    }
}
