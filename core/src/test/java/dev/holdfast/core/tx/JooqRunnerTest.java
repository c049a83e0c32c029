package dev.holdfast.core.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.Connection;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.DataSourceConnectionProvider;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.ThreadLocalTransactionProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JooqRunnerTest {
    private static TestDatabase database;
    private static HikariDataSource pool;

    @BeforeAll
    static void open() throws Exception {
        database = EmbeddedPostgres.shared().createDatabase();
        database.execute("CREATE TABLE note (body text)");
        pool = Pools.of(database, 4);
    }

    @AfterAll
    static void close() {
        pool.close();
        database.close();
    }

    @BeforeEach
    void emptyTable() throws Exception {
        database.execute("TRUNCATE note");
    }

    /** The trap: jOOQ commits what the host has open, and the host's rollback comes too late. */
    @Test
    void jooqOnAnOpenConnection_commitsTheHostsRows() throws Exception {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            DSLContext dsl = DSL.using(connection, SQLDialect.POSTGRES);
            dsl.execute("INSERT INTO note VALUES ('the host')");
            dsl.transaction(inner -> {});
            connection.rollback();
        }
        assertThat(database.queryStrings("SELECT body FROM note")).containsExactly("the host");
    }

    @Test
    void over_fixedConnection_isRefused() throws Exception {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            DSLContext dsl = DSL.using(connection, SQLDialect.POSTGRES);
            dsl.execute("INSERT INTO note VALUES ('the host')");
            assertThatThrownBy(() -> TransactionRunner.over(dsl))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("jOOQ would commit the transaction that is open");
            connection.rollback();
        }
        assertThat(database.queryLong("SELECT count(*) FROM note")).isZero();
    }

    @Test
    void over_contextOfARunningTransaction_isRefused() {
        DSL.using(pool, SQLDialect.POSTGRES)
                .transaction(inner -> assertThatThrownBy(() -> TransactionRunner.over(inner.dsl()))
                        .isInstanceOf(IllegalArgumentException.class));
    }

    @Test
    void over_threadLocalTransactions_isRefused() {
        DataSourceConnectionProvider connections = new DataSourceConnectionProvider(pool);
        DSLContext dsl = DSL.using(new DefaultConfiguration()
                .set(SQLDialect.POSTGRES)
                .set(connections)
                .set(new ThreadLocalTransactionProvider(connections)));
        assertThatThrownBy(() -> TransactionRunner.over(dsl))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ThreadLocalTransactionProvider");
    }

    /** The trap: the driver reports a commit that PostgreSQL turned into a rollback as done. */
    @Test
    void jdbcCommit_afterASwallowedFailure_isSilentlyARollback() throws Exception {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            DSLContext dsl = DSL.using(connection, SQLDialect.POSTGRES);
            dsl.execute("INSERT INTO note VALUES ('lost')");
            assertThatThrownBy(() -> dsl.execute("SELECT 1 / 0")).isNotNull();
            connection.commit();
        }
        assertThat(database.queryLong("SELECT count(*) FROM note")).isZero();
    }

    @Test
    void run_statementFailureWasSwallowed_throws() {
        assertThatThrownBy(() -> TransactionRunner.over(DSL.using(pool, SQLDialect.POSTGRES))
                        .run(tx -> assertThatThrownBy(() -> tx.execute("SELECT 1 / 0"))
                                .isNotNull()))
                .satisfies(failure -> assertThat(SqlState.of(failure)).contains("25P02"));
    }

    @Test
    void run_connectionOfASpringTransaction_isRefusedAndCommitsNothing() throws Exception {
        TransactionRunner runner = TransactionRunner.over(HostKind.springContext(pool));
        assertThatThrownBy(() -> HostKind.SPRING.transaction(pool, tx -> {
                    tx.execute("INSERT INTO note VALUES ('the host')");
                    runner.run(own -> own.execute("INSERT INTO note VALUES ('own')"));
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a connection of its own");
        assertThat(database.queryLong("SELECT count(*) FROM note")).isZero();
    }
}
