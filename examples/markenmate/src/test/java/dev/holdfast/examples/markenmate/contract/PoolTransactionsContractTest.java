package dev.holdfast.examples.markenmate.contract;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.core.tx.TransactionRunnerContract;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;

class PoolTransactionsContractTest extends TransactionRunnerContract {
    private final TestDatabase database = EmbeddedPostgres.shared().createDatabase();
    private final HikariDataSource pool = pool(8);
    private final TransactionRunner runner = new PoolTransactions(pool);

    @AfterEach
    void close() {
        pool.close();
        database.close();
    }

    @Override
    protected TransactionRunner runner() {
        return runner;
    }

    @Override
    protected void host(Consumer<DSLContext> work) {
        runner.run(work);
    }

    @Override
    protected DataSource outside() {
        return database.dataSource();
    }

    private HikariDataSource pool(int size) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(database.dataSource());
        config.setAutoCommit(false);
        config.setMaximumPoolSize(size);
        return new HikariDataSource(config);
    }
}
