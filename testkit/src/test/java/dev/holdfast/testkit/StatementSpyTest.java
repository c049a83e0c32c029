package dev.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

class StatementSpyTest {

    private TestDatabase database;
    private Connection real;
    private StatementSpy spy;

    @BeforeEach
    void connect() throws SQLException {
        database = EmbeddedPostgres.shared().createDatabase();
        database.execute("create table thing (id int primary key)");
        real = database.connect();
        spy = StatementSpy.on(real);
    }

    @AfterEach
    void disconnect() throws SQLException {
        real.close();
        database.close();
    }

    @Test
    void statements_everyWayToExecute_isRecordedOnce() throws SQLException {
        try (Statement statement = spy.connection().createStatement();
                PreparedStatement insert = spy.connection().prepareStatement("insert into thing values (?)");
                PreparedStatement call = spy.connection().prepareCall("select 3")) {
            statement.execute("select 1");
            try (ResultSet rows = statement.executeQuery("select 2")) {
                assertThat(rows.next()).isTrue();
            }
            assertThat(statement.executeUpdate("delete from thing")).isZero();
            insert.setInt(1, 1);
            assertThat(insert.executeUpdate()).isEqualTo(1);
            call.execute();
        }

        assertThat(spy.statements())
                .containsExactly(
                        "select 1", "select 2", "delete from thing", "insert into thing values (?)", "select 3");
        assertThat(spy.transactionCalls()).isEmpty();
        assertThat(database.queryLong("select count(*) from thing")).isEqualTo(1);
    }

    @Test
    void statements_batch_countsEachRowWhenExecuted() throws SQLException {
        try (PreparedStatement insert = spy.connection().prepareStatement("insert into thing values (?)");
                Statement statement = spy.connection().createStatement()) {
            for (int id = 0; id < 3; id++) {
                insert.setInt(1, id);
                insert.addBatch();
            }
            assertThat(spy.statements()).isEmpty();
            assertThat(insert.executeBatch()).containsExactly(1, 1, 1);
            statement.addBatch("never executed");
            statement.clearBatch();
            statement.addBatch("delete from thing");
            assertThat(statement.executeBatch()).containsExactly(3);
        }

        assertThat(spy.statements())
                .containsExactly(
                        "insert into thing values (?)",
                        "insert into thing values (?)",
                        "insert into thing values (?)",
                        "delete from thing");
    }

    @Test
    void statements_onlyPrepared_isNoStatement() throws SQLException {
        try (PreparedStatement unused = spy.connection().prepareStatement("select 1")) {
            assertThat(unused.getConnection()).isSameAs(spy.connection());
        }

        assertThat(spy.statements()).isEmpty();
    }

    @Test
    void transactionCalls_everyKind_isRecordedInOrder() throws SQLException {
        Connection connection = spy.connection();
        connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
        connection.setAutoCommit(false);
        Savepoint savepoint = connection.setSavepoint();
        connection.rollback(savepoint);
        connection.releaseSavepoint(savepoint);
        connection.commit();
        connection.rollback();
        connection.commit();
        connection.close();

        assertThat(spy.transactionCalls())
                .containsExactly(
                        "setTransactionIsolation(8)",
                        "setAutoCommit(false)",
                        "setSavepoint",
                        "rollback(savepoint)",
                        "releaseSavepoint",
                        "commit",
                        "rollback",
                        "commit",
                        "close");
        assertThat(spy.transactionCallCounts()).containsAllEntriesOf(Map.of("commit", 2L, "rollback", 1L, "close", 1L));
        assertThat(real.isClosed()).isTrue();
    }

    @Test
    void reset_afterUse_forgetsEverything() throws SQLException {
        spy.connection().setAutoCommit(false);
        try (Statement statement = spy.connection().createStatement()) {
            statement.execute("select 1");
        }
        spy.reset();

        assertThat(spy.statements()).isEmpty();
        assertThat(spy.transactionCalls()).isEmpty();
    }

    @Test
    void execute_failing_throwsWhatTheDriverThrew() throws SQLException {
        try (Statement statement = spy.connection().createStatement()) {
            assertThatThrownBy(() -> statement.execute("nonsense"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            failure -> assertThat(failure.getSQLState()).isEqualTo("42601"));
        }
    }

    @Test
    void connection_asAnObject_behavesLikeOne() throws SQLException {
        assertThat(spy.connection()).isEqualTo(spy.connection()).isNotEqualTo(real);
        assertThat(List.of(spy.connection())).contains(spy.connection());
        assertThat(spy.connection().unwrap(PGConnection.class)).isSameAs(real);
        assertThatThrownBy(spy::dataSource).hasMessage("this spy is on a connection: use connection()");
    }

    @Test
    void dataSource_itsConnections_areSpiedOn() throws SQLException {
        StatementSpy every = StatementSpy.on(database.dataSource());
        try (Connection connection = every.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select 1");
        }

        assertThat(every.statements()).containsExactly("select 1");
        assertThat(every.transactionCalls()).containsExactly("close");
        assertThatThrownBy(every::connection).hasMessage("this spy is on a data source: use dataSource()");
    }
}
