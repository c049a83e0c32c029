package dev.holdfast.core.tx;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** The runners of the three kinds of host keep the contract. */
class HostRunnerTest {
    private static TestDatabase database;
    private static HikariDataSource pool;

    @BeforeAll
    static void open() {
        database = EmbeddedPostgres.shared().createDatabase();
        pool = Pools.of(database, 8);
    }

    @AfterAll
    static void close() {
        pool.close();
        database.close();
    }

    @Nested
    class PlainJdbc extends Kind {
        PlainJdbc() {
            super(HostKind.JDBC);
        }
    }

    @Nested
    class Jooq extends Kind {
        Jooq() {
            super(HostKind.JOOQ);
        }
    }

    @Nested
    class Spring extends Kind {
        Spring() {
            super(HostKind.SPRING);
        }
    }

    abstract static class Kind extends TransactionRunnerContract {
        private final HostKind kind;

        Kind(HostKind kind) {
            this.kind = kind;
        }

        @Override
        protected TransactionRunner runner() {
            return kind.runner(pool);
        }

        @Override
        protected void host(Consumer<DSLContext> work) {
            kind.transaction(pool, work);
        }

        @Override
        protected DataSource outside() {
            return database.dataSource();
        }
    }
}
