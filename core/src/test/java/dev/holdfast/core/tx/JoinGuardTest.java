package dev.holdfast.core.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.TransactionProvider;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.NoTransactionProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JoinGuardTest {
    private static TestDatabase database;

    @BeforeAll
    static void open() throws Exception {
        database = EmbeddedPostgres.shared().createDatabase();
        database.execute("CREATE TABLE note (body text)");
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void everyWayToOwn_isRefusedAndKept() throws Exception {
        Map<String, Owning> ways = Map.of(
                "commit", Connection::commit,
                "rollback", Connection::rollback,
                "setAutoCommit", connection -> connection.setAutoCommit(true),
                "setSavepoint",
                        connection -> assertThat(connection.setSavepoint()).isNotNull(),
                "setTransactionIsolation", connection -> connection.setTransactionIsolation(8),
                "setReadOnly", connection -> connection.setReadOnly(true),
                "close", Connection::close);
        for (Map.Entry<String, Owning> way : ways.entrySet()) {
            try (JoinGuard guard = JoinGuard.on(database.dataSource())) {
                assertThatThrownBy(() -> way.getValue().on(guard.connection())).hasMessageContaining(way.getKey());
                assertThat(guard.attempts()).containsExactly(way.getKey());
                assertThatThrownBy(guard::assertJoined).isInstanceOf(AssertionError.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COMMIT",
                " rollback",
                "begin; select 1",
                "BEGIN",
                "savepoint x",
                "release x",
                "end",
                "abort",
                "start  transaction",
                "SET TRANSACTION READ ONLY"
            })
    void sqlThatOwns_isRefused(String sql) throws Exception {
        try (JoinGuard guard = JoinGuard.on(database.dataSource());
                Statement statement = guard.connection().createStatement()) {
            assertThatThrownBy(() -> statement.execute(sql)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> guard.tx().execute(sql)).isInstanceOf(IllegalStateException.class);
            assertThat(guard.attempts()).hasSize(2);
        }
    }

    @Test
    void jooqTransaction_isRefused() throws Exception {
        try (JoinGuard guard = JoinGuard.on(database.dataSource())) {
            assertThatThrownBy(() -> guard.tx().transaction(inner -> {})).hasMessageContaining("jOOQ begin");
            assertThat(guard.attempts()).containsExactly("jOOQ begin");
        }
    }

    @Test
    void ordinaryWork_passes_andTheHostDecides() throws Exception {
        try (JoinGuard guard = JoinGuard.on(database.dataSource())) {
            guard.tx().execute("INSERT INTO note VALUES ('beginning of the end')");
            guard.assertJoined();
            guard.commit();
        }
        try (JoinGuard guard = JoinGuard.on(database.dataSource())) {
            guard.tx().execute("DELETE FROM note");
            guard.rollback();
        }
        assertThat(database.queryStrings("SELECT body FROM note")).containsExactly("beginning of the end");
    }

    /** Why the guard has a provider of its own. */
    @Test
    void noTransactionProvider_isReplacedByJooq() {
        DSLContext dsl =
                DSL.using(new DefaultConfiguration().set(SQLDialect.POSTGRES).set((TransactionProvider)
                        new NoTransactionProvider()));
        assertThat(dsl.configuration().transactionProvider()).isNotInstanceOf(NoTransactionProvider.class);
    }

    @FunctionalInterface
    private interface Owning {
        void on(Connection connection) throws Exception;
    }
}
