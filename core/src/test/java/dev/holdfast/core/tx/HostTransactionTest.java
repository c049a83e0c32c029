package dev.holdfast.core.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.testkit.LeakProbe;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostTransactionTest {
    private static final String INSERT = "INSERT INTO note (id, body) VALUES (?, ?)";
    private static TestDatabase database;
    private static HikariDataSource pool;

    @BeforeAll
    static void open() throws Exception {
        database = EmbeddedPostgres.shared().createDatabase();
        database.execute("CREATE TABLE note (id int PRIMARY KEY, body text CHECK (body <> 'bad'))");
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

    @ParameterizedTest
    @EnumSource(HostKind.class)
    void join_hostCommits_isKept(HostKind kind) throws Exception {
        kind.transaction(pool, HostTransactionTest::writeBothWays);
        assertThat(database.queryLong("SELECT count(*) FROM note")).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(HostKind.class)
    void join_hostThrows_isGone(HostKind kind) throws Exception {
        assertThatThrownBy(() -> kind.transaction(pool, tx -> {
                    writeBothWays(tx);
                    throw new IllegalStateException("host");
                }))
                .hasMessage("host");
        assertThat(database.queryLong("SELECT count(*) FROM note")).isZero();
    }

    @ParameterizedTest
    @EnumSource(HostKind.class)
    void join_seesTheHostsUncommittedRows(HostKind kind) {
        kind.transaction(pool, tx -> {
            tx.query(INSERT, 1, "host").execute();
            assertThat(HostTransaction.join(tx)
                            .fetchOne("SELECT body FROM note")
                            .get(0))
                    .isEqualTo("host");
        });
    }

    @Test
    void join_autocommit_isRefused() throws Exception {
        DSLContext outside = DSL.using(pool, SQLDialect.POSTGRES);
        assertThatThrownBy(() -> HostTransaction.join(outside))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("in autocommit");
        assertThatThrownBy(() -> HostTransaction.onConnection(outside, connection -> 1))
                .isInstanceOf(IllegalStateException.class);
        assertThat(pool.getHikariPoolMXBean().getActiveConnections())
                .as("given back")
                .isZero();
    }

    /** Without the refusal each statement runs on another connection, and the pool rolls each of them back. */
    @Test
    void join_poolWithoutAutocommitAndWithoutTransaction_isRefused() throws Exception {
        HikariConfig config = Pools.config(database, 4);
        config.setAutoCommit(false);
        try (HikariDataSource manual = new HikariDataSource(config)) {
            DSLContext unbound = DSL.using(manual, SQLDialect.POSTGRES);
            assertThatThrownBy(() -> HostTransaction.join(unbound))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("another connection for each statement");
            assertThatThrownBy(() -> HostTransaction.onConnection(unbound, connection -> 1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("another connection for each statement");

            unbound.transaction(own -> writeBothWays(own.dsl()));
            assertThat(database.queryLong("SELECT count(*) FROM note")).isEqualTo(2);
        }
    }

    @Test
    void join_guarded_neverOwns() throws Exception {
        try (JoinGuard guard = JoinGuard.on(pool)) {
            writeBothWays(guard.tx());
            guard.assertJoined();
            guard.rollback();
        }
        assertThat(database.queryLong("SELECT count(*) FROM note")).isZero();
    }

    @Test
    void join_transactionOnTheJoinedContext_isRefused() {
        HostKind.JDBC.transaction(pool, tx -> {
            DSLContext joined = HostTransaction.join(tx);
            assertThatThrownBy(() -> joined.transaction(inner -> {})).hasMessageContaining("never begins");
            tx.query(INSERT, 1, "still usable").execute();
        });
    }

    @Test
    void join_hostListeners_seeNothing() throws Exception {
        List<String> seen = new ArrayList<>();
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            DSLContext tx = DSL.using(new DefaultConfiguration()
                    .set(connection)
                    .set(SQLDialect.POSTGRES)
                    .set(new Listening(seen)));
            HostTransaction.join(tx).query(INSERT, 1, "secret").execute();
            assertThat(seen).isEmpty();
            assertThatThrownBy(() ->
                            HostTransaction.join(tx).query(INSERT, 1, "again").execute())
                    .isInstanceOf(DatabaseException.class);
            connection.rollback();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void failure_anyWay_holdsNoBoundValue(boolean throughJooq) {
        LeakProbe probe = new LeakProbe();
        String secret = probe.secret("hunter2-hunter2");
        Consumer<DSLContext> write = throughJooq ? viaJooq(secret) : viaJdbc(secret);
        assertThatThrownBy(() -> HostKind.JDBC.transaction(pool, tx -> {
                    write.accept(tx);
                    write.accept(tx);
                }))
                .isInstanceOfSatisfying(DatabaseException.class, failure -> {
                    probe.assertNotIn(failure);
                    assertThat(failure.sqlState()).contains("23505");
                    assertThat(failure).hasMessageContaining("note_secret").hasMessageEndingWith("[SQLSTATE 23505]");
                    assertThat(SqlState.of(failure)).contains("23505");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT cast(? as int)",
                "SELECT cast(? as uuid)",
                "SELECT cast(? as jsonb)",
                "SELECT cast(? as inet)"
            })
    void failure_dataException_quotesNoInput(String sql) {
        LeakProbe probe = new LeakProbe();
        String secret = probe.secret("hunter2\nhunter2-hunter2");
        String first = probe.secret("hunter2");
        assertThat(secret).startsWith(first);
        assertThatThrownBy(() -> HostKind.JDBC.transaction(
                        pool, tx -> HostTransaction.join(tx).fetch(sql, secret)))
                .isInstanceOfSatisfying(DatabaseException.class, probe::assertNotIn);
    }

    @Test
    void failure_batch_quotesNoEntry() {
        LeakProbe probe = new LeakProbe();
        String secret = probe.secret("hunter2-hunter2");
        assertThatThrownBy(() -> HostKind.JDBC.transaction(pool, tx -> {
                    int[] written = HostTransaction.onConnection(tx, connection -> batch(connection, secret));
                    assertThat(written).isEmpty();
                }))
                .isInstanceOfSatisfying(DatabaseException.class, failure -> {
                    probe.assertNotIn(failure);
                    assertThat(failure).hasMessageContaining("note_pkey");
                    assertThat(failure.sqlState()).contains("23505");
                });
    }

    @Test
    void failure_checkConstraint_isNamed() {
        assertThatThrownBy(() -> HostKind.JOOQ.transaction(
                        pool,
                        tx -> HostTransaction.join(tx).query(INSERT, 1, "bad").execute()))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("note_body_check");
    }

    @Test
    void failure_inputThatHoldsQuotationMarks_isNotQuotedInPart() {
        assertThatThrownBy(() -> HostKind.JOOQ.transaction(
                        pool,
                        tx -> HostTransaction.join(tx)
                                .query("SELECT ?::uuid", "x\"topsecret\"y\"topsecret")
                                .execute()))
                .isInstanceOf(DatabaseException.class)
                .hasMessage("statement failed: ERROR: invalid input syntax for type uuid: \"…\" [SQLSTATE 22P02]")
                .satisfies(failure -> assertThat(failure.getCause()).hasMessageNotContaining("topsecret"));
    }

    private static int[] batch(Connection connection, String secret) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            for (int i = 0; i < 2; i++) {
                statement.setInt(1, 1);
                statement.setString(2, secret);
                statement.addBatch();
            }
            return statement.executeBatch();
        }
    }

    private static Consumer<DSLContext> viaJooq(String secret) {
        return tx -> {
            indexOnBody(tx);
            HostTransaction.join(tx)
                    .query(INSERT, secret.length() + countOf(tx), secret)
                    .execute();
        };
    }

    private static Consumer<DSLContext> viaJdbc(String secret) {
        return tx -> {
            indexOnBody(tx);
            int written = HostTransaction.onConnection(tx, connection -> {
                try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
                    statement.setInt(1, countOf(tx));
                    statement.setString(2, secret);
                    return statement.executeUpdate();
                }
            });
            assertThat(written).isOne();
        };
    }

    private static void indexOnBody(DSLContext tx) {
        tx.execute("CREATE UNIQUE INDEX IF NOT EXISTS note_secret ON note (body)");
    }

    private static int countOf(DSLContext tx) {
        return tx.fetchOne("SELECT count(*) FROM note").get(0, Integer.class);
    }

    private static void writeBothWays(DSLContext tx) {
        HostTransaction.join(tx).query(INSERT, 1, "jooq").execute();
        int written = HostTransaction.onConnection(tx, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
                statement.setInt(1, 2);
                statement.setString(2, "jdbc");
                return statement.executeUpdate();
            }
        });
        assertThat(written).isOne();
    }

    private static final class Listening implements ExecuteListener {
        private static final long serialVersionUID = 1L;
        private final transient List<String> seen;

        Listening(List<String> seen) {
            this.seen = seen;
        }

        @Override
        public void executeStart(ExecuteContext context) {
            seen.add(context.sql());
        }

        @Override
        public void exception(ExecuteContext context) {
            context.exception(new IllegalStateException("translated"));
        }
    }
}
