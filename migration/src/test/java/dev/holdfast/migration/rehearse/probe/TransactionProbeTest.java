package dev.holdfast.migration.rehearse.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGConnection;

/** What PostgreSQL really does for each class of statement, as the probe sees it: the table that predictions are held against. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransactionProbeTest {
    private TestDatabase database;

    @BeforeAll
    void create() {
        database = ProbeSchema.create();
    }

    @AfterAll
    void drop() {
        database.close();
    }

    static Stream<ObservedCase> cases() {
        return ObservedCases.inTransaction(EmbeddedPostgres.shared().majorVersion()).stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void observe_statement_isWhatPostgresDoes(ObservedCase expected) throws SQLException {
        try (Connection connection = database.connect()) {
            TransactionProbe probe = TransactionProbe.on(connection);
            connection.setAutoCommit(false);
            StatementObservation seen = run(connection, probe, expected.sql());
            connection.rollback();
            assertThat(ObservedCase.of(expected.sql(), seen).outcome()).isEqualTo(expected.outcome());
        }
    }

    @Test
    void observe_secondStatement_namesItsOwnLocksAndKeepsTheFirstOnes() throws SQLException {
        try (Connection connection = database.connect()) {
            TransactionProbe probe = TransactionProbe.on(connection);
            connection.setAutoCommit(false);
            run(connection, probe, "CREATE TRIGGER a BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION touch()");
            StatementObservation second = run(connection, probe, "UPDATE child SET parent_id = NULL");
            connection.rollback();
            assertThat(second.locks())
                    .extracting(lock -> lock.relation().name())
                    .doesNotContain("t");
            assertThat(second.held())
                    .extracting(ObservedLock::toString)
                    .contains("public.t SHARE_ROW_EXCLUSIVE", "public.child ROW_EXCLUSIVE");
            assertThat(second.rowsWritten()).isEqualTo(100);
        }
    }

    @Test
    void observe_tableOfThisTransaction_isNewAndFeltByNobody() throws SQLException {
        try (Connection connection = database.connect()) {
            TransactionProbe probe = TransactionProbe.on(connection);
            connection.setAutoCommit(false);
            run(connection, probe, "CREATE TABLE fresh (id int PRIMARY KEY)");
            StatementObservation index = run(connection, probe, "ALTER TABLE fresh ALTER id TYPE bigint");
            connection.rollback();
            assertThat(index.held()).isNotEmpty().noneMatch(ObservedLock::isFelt);
            assertThat(index.rewrittenTables()).extracting(Relation::name).containsExactly("fresh");
        }
    }

    @Test
    void observe_afterRollbackToSavepoint_seesTheLockTakenAgain() throws SQLException {
        try (Connection connection = database.connect()) {
            TransactionProbe probe = TransactionProbe.on(connection);
            connection.setAutoCommit(false);
            run(connection, probe, "SAVEPOINT a");
            run(connection, probe, "TRUNCATE parent CASCADE");
            assertThat(run(connection, probe, "ROLLBACK TO SAVEPOINT a").held()).isEmpty();
            assertThat(run(connection, probe, "TRUNCATE parent CASCADE").locks())
                    .extracting(ObservedLock::toString)
                    .contains("public.parent ACCESS_EXCLUSIVE");
            connection.rollback();
        }
    }

    @Test
    void observe_rowsOfAnEarlierTransaction_areNotCounted() throws SQLException {
        try (Connection connection = database.connect()) {
            execute(connection, "CREATE TABLE own (id int); INSERT INTO own SELECT generate_series(1, 50)");
            TransactionProbe probe = TransactionProbe.on(connection);
            connection.setAutoCommit(false);
            StatementObservation seen = run(connection, probe, "INSERT INTO own VALUES (1), (2)");
            connection.rollback();
            connection.setAutoCommit(true);
            execute(connection, "DROP TABLE own");
            assertThat(seen.rowsWritten()).isEqualTo(2);
        }
    }

    @Test
    void observe_rowsWrittenByATrigger_areCounted() throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            execute(
                    connection,
                    "CREATE FUNCTION copy_it() RETURNS trigger LANGUAGE plpgsql AS $$"
                            + " BEGIN INSERT INTO measure VALUES ('2025-06-01', NEW.id); RETURN NEW; END $$;"
                            + " CREATE TRIGGER c AFTER UPDATE ON child FOR EACH ROW EXECUTE FUNCTION copy_it()");
            TransactionProbe probe = TransactionProbe.on(connection);
            StatementObservation seen = run(connection, probe, "UPDATE child SET parent_id = NULL WHERE id <= 10");
            connection.rollback();
            Map<String, Long> rows = seen.work().entrySet().stream()
                    .filter(entry -> entry.getValue().written() > 0)
                    .collect(Collectors.toMap(
                            entry -> entry.getKey().name(),
                            entry -> entry.getValue().written()));
            assertThat(rows).containsOnly(Map.entry("child", 10L), Map.entry("measure_1", 10L));
        }
    }

    @Test
    void observe_copyFromStdin_countsItsRows() throws SQLException, IOException {
        try (Connection connection = database.connect()) {
            TransactionProbe probe = TransactionProbe.on(connection);
            connection.setAutoCommit(false);
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY measure_2 (v) FROM STDIN", new StringReader("1\n2\n3\n"));
            StatementObservation seen = probe.observe(Duration.ZERO);
            connection.rollback();
            assertThat(ObservedCase.of("COPY", seen).outcome())
                    .isEqualTo("locks: measure_2 ROW_EXCLUSIVE; rewritten: ; scanned: ; rows: 3");
        }
    }

    @CanIgnoreReturnValue
    private static StatementObservation run(Connection connection, TransactionProbe probe, String sql)
            throws SQLException {
        execute(connection, sql);
        return probe.observe(Duration.ZERO);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
