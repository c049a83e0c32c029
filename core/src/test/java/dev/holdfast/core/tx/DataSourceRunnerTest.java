package dev.holdfast.core.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.testkit.StatementSpy;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

class DataSourceRunnerTest {
    private static TestDatabase database;
    private static HikariDataSource pool;

    @BeforeAll
    static void open() throws Exception {
        database = EmbeddedPostgres.shared().createDatabase();
        database.execute("CREATE TABLE note (body text CONSTRAINT note_once UNIQUE DEFERRABLE INITIALLY DEFERRED)");
        pool = Pools.of(database, 2);
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

    @Test
    void run_commitFails_throwsAndWritesNothing() throws Exception {
        try (FaultySource source = new FaultySource(database)) {
            assertThatThrownBy(() -> TransactionRunner.over(source.dataSource()).run(tx -> {
                        write(tx, "twice");
                        write(tx, "twice");
                    }))
                    .isInstanceOfSatisfying(
                            DatabaseException.class,
                            failure -> assertThat(failure.sqlState()).contains("23505"))
                    .hasMessageStartingWith("commit failed")
                    .hasNoSuppressedExceptions();
            assertThat(source.calls())
                    .containsExactly("setAutoCommit(false)", "commit", "rollback", "setAutoCommit(true)", "close");
        }
        assertThat(count()).isZero();
    }

    @Test
    void run_statementFailureWasSwallowed_commitThrows() throws Exception {
        assertThatThrownBy(() -> TransactionRunner.over(pool).run(tx -> {
                    write(tx, "own");
                    assertThatThrownBy(() -> tx.execute("SELECT 1 / 0")).isInstanceOf(DatabaseException.class);
                }))
                .isInstanceOf(DatabaseException.class)
                .hasMessageStartingWith("commit failed");
        assertThat(count()).isZero();
    }

    @Test
    void run_statementsSucceeded_asksNothingBeforeTheCommit() {
        StatementSpy spy = StatementSpy.on(pool);
        TransactionRunner.over(spy.dataSource()).run(tx -> write(tx, "own"));
        assertThat(spy.statements()).singleElement().asString().startsWith("INSERT INTO note");
    }

    @Test
    void run_swallowedFailureBehindAnotherDriver_isAskedFor() throws Exception {
        try (FaultySource source = new FaultySource(database).hidingItsDriver()) {
            assertThatThrownBy(() -> TransactionRunner.over(source.dataSource()).run(tx -> {
                        write(tx, "own");
                        assertThatThrownBy(() -> tx.execute("SELECT 1 / 0")).isInstanceOf(DatabaseException.class);
                    }))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageStartingWith("commit failed");
            assertThat(source.calls()).doesNotContain("commit");
        }
        assertThat(count()).isZero();
    }

    @Test
    void run_rollbackFails_keepsTheFirstFailureAndNeverCommits() throws Exception {
        RuntimeException failure = new IllegalStateException("work");
        try (FaultySource source = new FaultySource(database).failing("rollback")) {
            assertThatThrownBy(() -> TransactionRunner.over(source.dataSource()).run(tx -> {
                        write(tx, "own");
                        throw failure;
                    }))
                    .isSameAs(failure);
            assertThat(failure.getSuppressed())
                    .singleElement()
                    .isInstanceOf(DatabaseException.class)
                    .extracting(Throwable::getMessage)
                    .asString()
                    .startsWith("rollback failed");
            assertThat(source.calls()).containsExactly("setAutoCommit(false)", "rollback", "close");
        }
        assertThat(count()).isZero();
    }

    /** What restoring autocommit after a rollback that failed would do. */
    @Test
    void naive_autocommitOnAnOpenTransaction_commits() throws Exception {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("INSERT INTO note VALUES ('half done')");
            connection.setAutoCommit(true);
        }
        assertThat(count()).isOne();
    }

    @Test
    void run_givingBackFails_theCommitStands() throws Exception {
        try (FaultySource source =
                new FaultySource(database).failing("setAutoCommit(true)").failing("close")) {
            TransactionRunner.over(source.dataSource()).run(tx -> write(tx, "own"));
            assertThat(source.calls())
                    .containsExactly("setAutoCommit(false)", "commit", "setAutoCommit(true)", "close");
        }
        assertThat(count()).isOne();
    }

    @Test
    void run_beginFails_closesTheConnection() throws Exception {
        try (FaultySource source = new FaultySource(database).failing("setAutoCommit(false)")) {
            assertThatThrownBy(() -> TransactionRunner.over(source.dataSource()).run(tx -> write(tx, "own")))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageStartingWith("transaction could not begin");
            assertThat(source.calls()).containsExactly("setAutoCommit(false)", "close");
        }
    }

    @Test
    void run_noConnection_throws() {
        HikariDataSource closed = Pools.of(database, 1);
        closed.close();
        assertThatThrownBy(() -> TransactionRunner.over(closed).run(tx -> {}))
                .isInstanceOf(DatabaseException.class)
                .hasMessageStartingWith("no connection for a transaction");
    }

    @Test
    void run_connectionDies_throwsAndTheNextRunWorks() throws Exception {
        TransactionRunner runner = TransactionRunner.over(pool);
        assertThatThrownBy(() -> runner.run(tx -> {
                    write(tx, "own");
                    tx.execute("SELECT pg_terminate_backend(pg_backend_pid())");
                }))
                .isInstanceOf(DatabaseException.class)
                .satisfies(failure ->
                        assertThat(SqlState.of(failure).orElseThrow()).isIn("57P01", "08006"));
        runner.run(tx -> write(tx, "next"));
        assertThat(database.queryStrings("SELECT body FROM note")).containsExactly("next");
    }

    @Test
    void run_connectionDiesBeforeTheCommit_throws() throws Exception {
        assertThatThrownBy(() -> TransactionRunner.over(pool).run(tx -> {
                    write(tx, "own");
                    int pid = tx.fetchOne("SELECT pg_backend_pid()").get(0, Integer.class);
                    terminate(pid);
                }))
                .isInstanceOf(DatabaseException.class)
                .hasMessageStartingWith("commit failed");
        assertThat(count()).isZero();
    }

    @Test
    void run_poolWithoutAutocommit_staysSo() throws Exception {
        HikariConfig config = Pools.config(database, 1);
        config.setAutoCommit(false);
        try (HikariDataSource manual = new HikariDataSource(config)) {
            TransactionRunner.over(manual).run(tx -> write(tx, "one"));
            TransactionRunner.over(manual).run(tx -> write(tx, "two"));
            try (Connection connection = manual.getConnection()) {
                assertThat(connection.getAutoCommit()).isFalse();
            }
        }
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void run_poolsIsolation_isUntouched() {
        HikariConfig config = Pools.config(database, 1);
        config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        try (HikariDataSource repeatable = new HikariDataSource(config)) {
            TransactionRunner runner = TransactionRunner.over(repeatable);
            for (int i = 0; i < 2; i++) {
                assertThat(runner.call(DataSourceRunnerTest::isolation)).isEqualTo("repeatable read");
            }
        }
        assertThat(TransactionRunner.over(pool).call(DataSourceRunnerTest::isolation))
                .isEqualTo("read committed");
    }

    @Test
    void run_connectionOfASpringTransaction_isRefusedAndCommitsNothing() throws Exception {
        TransactionRunner runner = TransactionRunner.over(new TransactionAwareDataSourceProxy(pool));
        assertThatThrownBy(() -> HostKind.SPRING.transaction(pool, tx -> {
                    write(tx, "the host");
                    runner.run(own -> write(own, "own"));
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a connection of its own");
        assertThat(count()).isZero();
    }

    @Test
    void call_workReturnsNull_givesNull() {
        assertThat(TransactionRunner.over(pool).<String>call(tx -> null)).isNull();
    }

    private static String isolation(DSLContext tx) {
        return tx.fetchOne("SHOW transaction_isolation").get(0, String.class);
    }

    private static void terminate(int pid) {
        try {
            database.execute("SELECT pg_terminate_backend(" + pid + ", 5000)");
        } catch (SQLException e) {
            throw new DataAccessException("could not terminate", e);
        }
    }

    private static void write(DSLContext tx, String body) {
        tx.query("INSERT INTO note VALUES (?)", body).execute();
    }

    private static long count() throws SQLException {
        return database.queryLong("SELECT count(*) FROM note");
    }
}
